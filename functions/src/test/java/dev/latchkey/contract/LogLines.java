package dev.latchkey.contract;

import dev.latchkey.functions.priming.PrimingContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Lambda's side of an invocation, keeping what was logged. */
final class LogLines extends PrimingContext {
    final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    /** Of the invocation's time: enough for a busy machine, since real time decides nothing unless a test is about it. */
    int millisLeft = 600_000;

    @Override
    public int getRemainingTimeInMillis() {
        return millisLeft;
    }

    @Override
    public void log(String message) {
        lines.add(message);
    }

    @Override
    public void log(byte[] message) {
        lines.add(new String(message, StandardCharsets.UTF_8));
    }
}
