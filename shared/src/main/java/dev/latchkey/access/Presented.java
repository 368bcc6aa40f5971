package dev.latchkey.access;

import dev.latchkey.claims.AccessClaims;
import dev.latchkey.problem.Refusal;

/** What somebody at the door showed. A bad token is kept as such: it is refused in its turn, never quietly ignored. */
public sealed interface Presented {
    /** No token: whoever comes to a public room, or wants to ask for entry to a private one. */
    record Nothing() implements Presented {}

    /** Something that is no token of ours. */
    record BadToken(Refusal refusal) implements Presented {}

    /** A token that we signed. Whether it is good for this door, now, is for {@link TokenPolicy} to say. */
    record SignedToken(AccessClaims claims) implements Presented {}
}
