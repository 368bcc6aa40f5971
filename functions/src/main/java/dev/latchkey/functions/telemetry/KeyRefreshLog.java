package dev.latchkey.functions.telemetry;

import dev.latchkey.json.Json;
import dev.latchkey.signing.KeyRefresh;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Writes each reading of the signing keys down as one line of JSON with its metric. */
public final class KeyRefreshLog implements Consumer<KeyRefresh> {
    private final Clock clock;
    private final Consumer<String> out;

    /** @param out takes one line, without its end */
    public KeyRefreshLog(Clock clock, Consumer<String> out) {
        this.clock = clock;
        this.out = out;
    }

    @Override
    public void accept(KeyRefresh refresh) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("log", "keys");
        line.put("level", refresh.succeeded() ? "INFO" : "ERROR");
        line.put("outcome", refresh.succeeded() ? "refreshed" : "failed");
        if (!refresh.succeeded()) {
            line.put("why", refresh.why());
        }
        Invocation.current().writeIds(line);
        Metrics metrics = new Metrics();
        metrics.count("KeyRefreshes", List.of(List.of("outcome")));
        metrics.writeInto(line, clock.instant());
        out.accept(Json.write(line));
    }
}
