package dev.latchkey.functions.telemetry;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Metrics that ride on a line of the log, in CloudWatch's embedded metric format: CloudWatch makes them of the line when it
 * takes it in, so that counting costs a function no call. docs/decisions/0017 says why this is no library.
 */
public final class Metrics {
    /** One per stack, as template.yaml sets it, so that two deployments in one account are not added up. */
    private static final String NAMESPACE = System.getenv().getOrDefault("METRICS_NAMESPACE", "Latchkey");

    /** Without a dimension. */
    static final List<List<String>> ALL = List.of(List.of());

    private final List<Metric> metrics = new ArrayList<>();

    /**
     * Counts one.
     *
     * @param dimensionSets each a list of members of the line, whose values keep one metric apart from another of the same name;
     *     their values must be few, for each combination is paid for. An empty one adds all up
     */
    public void count(String name, List<List<String>> dimensionSets) {
        metrics.add(new Metric(name, "Count", 1L, dimensionSets));
    }

    /** Counts that many at once. */
    public void count(String name, int many) {
        metrics.add(new Metric(name, "Count", (long) many, ALL));
    }

    public void seconds(String name, Duration duration) {
        metrics.add(new Metric(name, "Seconds", duration.toMillis() / 1000.0, ALL));
    }

    /** Adds them to a line that has all their dimensions as members; a line without metrics stays as it is. */
    public void writeInto(Map<String, Object> line, Instant now) {
        if (metrics.isEmpty()) {
            return;
        }
        List<Map<String, Object>> directives = new ArrayList<>();
        for (Metric metric : metrics) {
            line.put(metric.name(), metric.value());
            directives.add(metric.directive());
        }
        Map<String, Object> aws = new LinkedHashMap<>();
        aws.put("Timestamp", now.toEpochMilli());
        aws.put("CloudWatchMetrics", directives);
        line.put("_aws", aws);
    }

    private record Metric(String name, String unit, Object value, List<List<String>> dimensionSets) {
        Map<String, Object> directive() {
            Map<String, Object> directive = new LinkedHashMap<>();
            directive.put("Namespace", NAMESPACE);
            directive.put("Dimensions", dimensionSets);
            directive.put("Metrics", List.of(Map.of("Name", name, "Unit", unit)));
            return directive;
        }
    }
}
