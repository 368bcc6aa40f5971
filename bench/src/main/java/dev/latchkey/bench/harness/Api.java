package dev.latchkey.bench.harness;

/** By which of API Gateway's APIs a call comes, which has its own price. */
public enum Api {
    HTTP,
    /** A message over a live connection, and the one that answers it. */
    LIVE_MESSAGE,
    /** The beginning or the end of a live connection. What it costs is the minutes between. */
    LIVE_CONNECTION,
    /** Nobody waits for it, and it has no address. */
    NONE
}
