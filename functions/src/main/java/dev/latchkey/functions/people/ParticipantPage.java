package dev.latchkey.functions.people;

import dev.latchkey.functions.http.AnswerSize;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Participation;
import dev.latchkey.page.Page;
import dev.latchkey.page.PageRequest;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Who was in a meeting, page by page, each page short enough for an answer. */
public final class ParticipantPage {
    private ParticipantPage() {}

    /** @throws RefusedException session_not_found, in those words, when the room had no such meeting */
    public static Page<Map<String, Object>> read(
            MeetingStore meetings,
            Room room,
            String session,
            PageRequest<String> wanted,
            Instant now,
            Function<Participation, Map<String, Object>> json,
            String notFound) {
        Page<Participation> page = meetings.participants(room, session, wanted, now);
        if (page.entries().isEmpty() && !meetings.hasSession(room, session)) {
            throw new RefusedException(Reason.SESSION_NOT_FOUND, notFound);
        }
        List<Map<String, Object>> fitting = AnswerSize.first(page.entries(), json);
        Page<Participation> fits = fitting.size() == page.entries().size()
                ? page
                : meetings.participants(room, session, wanted.upTo(fitting.size()), now);
        return new Page<>(fitting, fits.next());
    }
}
