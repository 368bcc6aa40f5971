package dev.latchkey.meeting;

import dev.latchkey.claims.SessionClaims;
import dev.latchkey.claims.SessionTokens;
import java.time.Clock;
import java.time.Instant;

/** The way out that a peer takes by itself. */
public final class Exit {
    private final MeetingStore meetings;
    private final SessionTokens sessionTokens;
    private final Clock clock;

    public Exit(MeetingStore meetings, SessionTokens sessionTokens, Clock clock) {
        this.meetings = meetings;
        this.sessionTokens = sessionTokens;
        this.clock = clock;
    }

    /** Takes the holder of the session token out. Harmless for one who is out already. */
    public void leave(String sessionToken) {
        Instant now = clock.instant();
        SessionClaims claims = sessionTokens.read(sessionToken, now);
        meetings.find(claims.app(), claims.roomName(), claims.peerId())
                .ifPresent(peer -> meetings.leave(claims.app(), claims.roomName(), peer, Departure.LEFT, now));
    }
}
