package dev.latchkey.contract;

import dev.latchkey.functions.rehearsal.QuietContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** Lambda's side of an invocation, keeping what was logged. */
final class LogLines extends QuietContext {
    final List<String> lines = new ArrayList<>();

    @Override
    public void log(String message) {
        lines.add(message);
    }

    @Override
    public void log(byte[] message) {
        lines.add(new String(message, StandardCharsets.UTF_8));
    }
}
