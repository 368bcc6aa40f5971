package dev.latchkey.joinrequest;

import java.util.List;

/**
 * The order in which people wait at one door.
 *
 * @param ids the beginnings of their requests' ids, the first of which has waited longest
 */
public record WaitingLine(List<String> ids) {
    public WaitingLine {
        ids = ids.stream().sorted().toList();
    }

    /** The place of a request, counted from 1; 0 for one that does not wait. */
    public int placeOf(String requestId) {
        for (int i = 0; i < ids.size(); i++) {
            if (requestId.startsWith(ids.get(i))) {
                return i + 1;
            }
        }
        return 0;
    }
}
