package dev.latchkey.meeting;

import java.time.Instant;

/** A peer's whole time in a meeting that it is no longer in. */
public record Participation(Peer peer, Instant leftAt, Departure how) {}
