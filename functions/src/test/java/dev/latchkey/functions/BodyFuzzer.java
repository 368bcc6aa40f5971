package dev.latchkey.functions;

import dev.latchkey.functions.http.EventReading;
import dev.latchkey.functions.room.RoomReading;
import dev.latchkey.functions.token.TokenReading;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What Jazzer calls with every input it can think of ({@code mvn -Pfuzz}, see the pom). The first byte says who reads the
 * rest. A malformed request is an answer; anything else thrown is a finding.
 */
public final class BodyFuzzer {
    private BodyFuzzer() {}

    /** The name and the shape are Jazzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        String text = new String(Arrays.copyOfRange(input, 1, input.length), StandardCharsets.UTF_8);
        try {
            switch (input[0] & 3) {
                case 0 -> RoomReading.created(text);
                case 1 -> RoomReading.changed(text);
                case 2 -> TokenReading.wanted(text);
                default -> EventReading.cursorAndLimit(text);
            }
        } catch (RefusedException e) {
            if (e.reason() != Reason.MALFORMED_REQUEST) {
                throw e;
            }
        }
    }
}
