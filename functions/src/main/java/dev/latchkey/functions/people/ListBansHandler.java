package dev.latchkey.functions.people;

import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.ModeratorReader;
import dev.latchkey.functions.http.Paging;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.MeetingStore;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** {@code GET /api/v1/room/{roomName}/bans?cursor}: who is banned from a room. */
public final class ListBansHandler implements HttpHandler {
    private final ModeratorReader moderators;
    private final MeetingStore meetings;

    public ListBansHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public ListBansHandler(Platform platform) {
        Services services = new Services(platform);
        this.moderators = services.moderators();
        this.meetings = services.meetings();
    }

    @Override
    public Response answer(Request request) {
        List<Ban> bans = meetings.bans(moderators.admin(request, false).room());
        return Paging.rest(request, "bans", placed(bans), placed -> BanJson.of(placed.ban()), Placed::position);
    }

    /** The oldest first. A cursor stands in addresses, so a ban's place is told by its time and never by its user. */
    private static List<Placed> placed(List<Ban> bans) {
        List<Ban> sorted = bans.stream()
                .sorted(Comparator.comparing(Ban::since).thenComparing(Ban::subject))
                .toList();
        List<Placed> placed = new ArrayList<>();
        Instant since = Instant.MIN;
        int sameTime = 0;
        for (Ban ban : sorted) {
            sameTime = ban.since().equals(since) ? sameTime + 1 : 0;
            since = ban.since();
            placed.add(new Placed(String.format(Locale.ROOT, "%013d-%06d", since.toEpochMilli(), sameTime), ban));
        }
        return placed;
    }

    private record Placed(String position, Ban ban) {}
}
