package dev.latchkey.json;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** A moment as text in JSON: ISO 8601 in UTC, always with three digits of a second, as Metered's rooms have it. */
public final class IsoTime {
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private IsoTime() {}

    public static String of(Instant moment) {
        return MILLIS.format(moment);
    }
}
