package dev.latchkey.functions.http;

import dev.latchkey.functions.priming.PrimingContext;
import java.nio.charset.StandardCharsets;

/** An invocation whose log is noted. */
public final class NotedContext extends PrimingContext {
    private final StringBuilder log = new StringBuilder();

    public String log() {
        return log.toString();
    }

    @Override
    public void log(String line) {
        log.append(line);
    }

    @Override
    public void log(byte[] line) {
        log.append(new String(line, StandardCharsets.UTF_8));
    }

    @Override
    public String getAwsRequestId() {
        return "invocation-1";
    }
}
