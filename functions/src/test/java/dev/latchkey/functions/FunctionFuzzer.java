package dev.latchkey.functions;

import dev.latchkey.functions.priming.StubFunctions;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Like {@link BodyFuzzer}, for whole functions with a table on paper: what is done with a body once it is read. The first byte
 * says which function gets the rest. An answer that blames ourselves is a finding.
 */
public final class FunctionFuzzer {
    private static final int FAULT = 500;

    /** So many bodies are told to one scenario: what they leave behind makes it slower. */
    private static final int PER_EVENING = 200;

    private static StubFunctions scenario = new StubFunctions();
    private static int told;

    private FunctionFuzzer() {}

    /** The name and the shape are Jazzer's. */
    public static void fuzzerTestOneInput(byte[] input) {
        if (input.length == 0) {
            return;
        }
        if (++told % PER_EVENING == 0) {
            scenario = new StubFunctions();
        }
        String body = new String(Arrays.copyOfRange(input, 1, input.length), StandardCharsets.UTF_8);
        switch (Math.floorMod(input[0], 5)) {
            case 0 -> tell("join", body);
            case 1 -> tell("approve", body);
            case 2 -> tell("update-peer", body);
            case 3 -> tell("revoke", body);
            default -> operate(body);
        }
    }

    private static void tell(String function, String body) {
        int status = scenario.status(function, body);
        if (status >= FAULT) {
            throw new AssertionError(function + " answers " + status);
        }
    }

    private static void operate(String payload) {
        Object code = scenario.operator(payload).get("code");
        if ("internal".equals(code) || "unavailable".equals(code)) {
            throw new AssertionError("the operator is answered " + code);
        }
    }
}
