package dev.latchkey.meeting;

import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.room.Room;
import java.time.Clock;

/**
 * Takes out those who came in by what has been taken back since. To be called once that is written down: whoever comes in at
 * the same moment is then found here, or finds it written down.
 */
public final class PeerRemoval {
    /**
     * In how many meetings of an app people are looked for, so that one call is not without end. Who is in another is refused
     * by his next heartbeat.
     */
    private static final int MOST_MEETINGS = 100;

    private final MeetingStore meetings;
    private final Clock clock;

    public PeerRemoval(MeetingStore meetings, Clock clock) {
        this.meetings = meetings;
        this.clock = clock;
    }

    /** Takes out whoever came in by a token that is revoked. */
    public void byRevocation(AppName app, String jti) {
        meetings.putOutByToken(app, jti, clock.instant());
    }

    /** Takes out whoever came into the room by a token that the room's cut-off has made void. */
    public void byCutOff(Room room) {
        meetings.putOut(room, peer -> peer.isCutOffBy(room.tokensNotBefore()), Departure.REVOKED, clock.instant());
    }

    /** Takes out whoever came in by a token that the app's cut-off has made void. */
    public void byCutOff(App app) {
        meetings.putOutOfMeetings(
                app.name(),
                MOST_MEETINGS,
                peer -> peer.isCutOffBy(app.tokensNotBefore()),
                Departure.REVOKED,
                clock.instant());
    }
}
