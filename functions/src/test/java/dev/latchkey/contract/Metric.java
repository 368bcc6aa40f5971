package dev.latchkey.contract;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One metric of CloudWatch, as template.yaml names it.
 *
 * @param namespace such as {@code AWS/Lambda}
 * @param dimensions their values by name; the value of {@code !Ref X} is {@code ${X}}
 */
record Metric(String namespace, String name, Map<String, String> dimensions) {
    /** The metrics that an alarm looks at, however many. */
    static List<Metric> ofAlarm(Yaml alarm) {
        List<Metric> metrics = new ArrayList<>();
        if (alarm.at("Metrics").value() instanceof List<?>) {
            for (Yaml query : alarm.at("Metrics").list()) {
                if (query.map().containsKey("MetricStat")) {
                    metrics.add(of(query.at("MetricStat", "Metric")));
                }
            }
        } else {
            metrics.add(of(alarm));
        }
        return metrics;
    }

    private static Metric of(Yaml metric) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        if (metric.at("Dimensions").value() instanceof List<?>) {
            metric.at("Dimensions")
                    .list()
                    .forEach(dimension -> dimensions.put(dimension.at("Name").text(), value(dimension.at("Value"))));
        }
        return new Metric(
                metric.at("Namespace").reference(), metric.at("MetricName").text(), dimensions);
    }

    private static String value(Yaml value) {
        if (!(value.value() instanceof Map<?, ?> function)) {
            return value.text();
        }
        if (function.get("Fn::GetAtt") instanceof List<?> path) {
            return "${" + path.get(0) + "." + path.get(1) + "}";
        }
        if (function.get("Fn::Join") instanceof List<?> join) {
            List<String> parts =
                    new Yaml(join.get(1)).list().stream().map(Metric::value).toList();
            return String.join(String.valueOf(join.get(0)), parts);
        }
        return function.containsKey("Fn::Sub") ? value.reference() : "${" + value.reference() + "}";
    }

    /**
     * The metrics of one widget of a dashboard. There a dot repeats what stands above it, and three dots all of it but as much as
     * comes after them.
     */
    static List<Metric> ofWidget(List<?> rows) {
        List<Metric> metrics = new ArrayList<>();
        List<String> above = List.of();
        for (Object row : rows) {
            List<String> written = ((List<?>) row)
                    .stream()
                            .filter(String.class::isInstance)
                            .map(String::valueOf)
                            .toList();
            if (!written.isEmpty()) {
                above = filled(written, above);
                metrics.add(of(above));
            }
        }
        return metrics;
    }

    private static List<String> filled(List<String> written, List<String> above) {
        List<String> filled = new ArrayList<>();
        int own = 0;
        if (written.get(0).equals("...")) {
            own = 1;
            filled.addAll(above.subList(0, above.size() - written.size() + 1));
        }
        for (String part : written.subList(own, written.size())) {
            filled.add(part.equals(".") ? above.get(filled.size()) : part);
        }
        return filled;
    }

    private static Metric of(List<String> parts) {
        Map<String, String> dimensions = new LinkedHashMap<>();
        for (int i = 2; i < parts.size(); i += 2) {
            dimensions.put(parts.get(i), parts.get(i + 1));
        }
        return new Metric(parts.get(0), parts.get(1), dimensions);
    }

    /** What there is to be known of it before anything runs: {@code AWS/Lambda Errors [FunctionName]}. */
    String kind() {
        return namespace + " " + name + " " + List.copyOf(dimensions.keySet());
    }
}
