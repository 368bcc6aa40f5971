package dev.latchkey.functions.telemetry;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.json.Json;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Writes each decision on access down as one line of JSON, with the metrics that follow from it. {@code "log":"audit"} tells
 * it from the other lines of a function.
 */
public final class AuditLogWriter implements AuditLog {
    private static final List<String> BY_OUTCOME = List.of("what", "outcome");
    private static final List<String> BY_RULE = List.of("what", "outcome", "rule");

    private final Clock clock;
    private final Consumer<String> out;

    /** @param out takes one line, without its end */
    public AuditLogWriter(Clock clock, Consumer<String> out) {
        this.clock = clock;
        this.out = out;
    }

    @Override
    public void record(AuditEvent decision) {
        Instant now = clock.instant();
        Map<String, String> members = decision.members();
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("log", "audit");
        line.put("time", now.toString());
        line.putAll(members);
        Invocation invocation = Invocation.current();
        String app = members.get("app");
        if (app != null) {
            invocation.about(app);
        }
        invocation.writeIds(line);
        metrics(members, decision.measures()).writeInto(line, now);
        out.accept(Json.write(line));
    }

    private static Metrics metrics(Map<String, String> members, Map<AuditEvent.Measure, Duration> measures) {
        Metrics metrics = new Metrics();
        metrics.count("AuditEvents", List.of(members.containsKey("rule") ? BY_RULE : BY_OUTCOME));
        if (isAdmission(members)) {
            metrics.count("Admissions", Metrics.ALL);
        }
        for (Map.Entry<AuditEvent.Measure, Duration> measured : measures.entrySet()) {
            metrics.seconds(name(measured.getKey()), measured.getValue());
        }
        return metrics;
    }

    /** Somebody new inside; who is only told again came in before. */
    private static boolean isAdmission(Map<String, String> members) {
        return "entry".equals(members.get("what"))
                && "admitted".equals(members.get("outcome"))
                && !"admitted_before".equals(members.get("rule"));
    }

    private static String name(AuditEvent.Measure measure) {
        return switch (measure) {
            case WAITED -> "WaitingTime";
            case LATE -> "EjectedLate";
        };
    }
}
