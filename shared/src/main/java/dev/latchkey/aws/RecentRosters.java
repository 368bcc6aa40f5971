package dev.latchkey.aws;

import dev.latchkey.room.Room;
import java.time.Clock;
import java.time.Instant;

/**
 * The list of those inside as a join tells it. In a large room where it is longer than is told, any hundred are as good as those of
 * a second ago: a function reads them once a second, and not for each who comes in.
 */
final class RecentRosters {
    private final RosterStore roster;
    private final Recently<String, RosterStore.Page> pages;

    RecentRosters(RosterStore roster, Clock clock) {
        this.roster = roster;
        this.pages = new Recently<>(clock);
    }

    RosterStore.Page read(Room room, Instant now) {
        return pages.find(room.id()).orElseGet(() -> {
            Instant at = pages.now();
            RosterStore.Page page = roster.read(room, now);
            if (room.isLarge() && !page.roster().complete()) {
                pages.keep(room.id(), page.seenTo(), at);
            }
            return page;
        });
    }
}
