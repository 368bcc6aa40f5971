package dev.latchkey.webhook;

import java.util.Locale;

/** What has become of a delivery. */
public enum DeliveryState {
    /** It is attempted, now or later. */
    PENDING,
    /** The endpoint has taken it. */
    DELIVERED,
    /** It is attempted no more, unless it is replayed: a dead letter. */
    FAILED;

    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
