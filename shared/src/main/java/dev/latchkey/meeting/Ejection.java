package dev.latchkey.meeting;

import java.time.Instant;

/**
 * An ejection that is certain to happen, as far as it has to be known to bring it to its end: who it is about stands in the
 * history once the peer is out.
 *
 * @param sessionId the meeting that the peer was in
 * @param bans whether the peer's user is kept out of the room for good
 * @param at when it was begun
 */
public record Ejection(String peerId, String sessionId, boolean bans, Instant at) {}
