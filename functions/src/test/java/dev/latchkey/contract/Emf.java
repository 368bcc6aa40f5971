package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The metrics that CloudWatch makes of a line of the log, read as its specification of the embedded metric format says: every
 * name in a directive is a member of the line, a dimension's value is a text, a metric's a number.
 */
record Emf(String namespace, String name, String unit, Map<String, Object> line, List<List<String>> dimensionSets) {
    private static final int MOST_DIMENSIONS = 30;

    static List<Emf> read(String text) {
        Map<String, Object> line = Json.readObject(text);
        List<Emf> metrics = new ArrayList<>();
        if (line.get("_aws") instanceof Map<?, ?> aws) {
            assertThat(aws.get("Timestamp")).isInstanceOf(Long.class);
            for (Object directive : (List<?>) aws.get("CloudWatchMetrics")) {
                metrics.addAll(read(line, (Map<?, ?>) directive));
            }
        }
        return metrics;
    }

    private static List<Emf> read(Map<String, Object> line, Map<?, ?> directive) {
        List<List<String>> dimensionSets = new ArrayList<>();
        for (Object set : (List<?>) directive.get("Dimensions")) {
            List<String> names =
                    ((List<?>) set).stream().map(String.class::cast).toList();
            assertThat(names).hasSizeLessThanOrEqualTo(MOST_DIMENSIONS);
            names.forEach(name -> assertThat(line.get(name)).as(name).isInstanceOf(String.class));
            dimensionSets.add(names);
        }
        List<Emf> metrics = new ArrayList<>();
        for (Object metric : (List<?>) directive.get("Metrics")) {
            String name = String.valueOf(((Map<?, ?>) metric).get("Name"));
            assertThat(line.get(name)).as(name).isInstanceOf(Number.class);
            metrics.add(new Emf(
                    String.valueOf(directive.get("Namespace")),
                    name,
                    String.valueOf(((Map<?, ?>) metric).get("Unit")),
                    line,
                    dimensionSets));
        }
        return metrics;
    }

    double value() {
        return ((Number) line.get(name)).doubleValue();
    }

    /** Its values, by dimension, of its only set of dimensions. */
    List<Object> dimensions() {
        assertThat(dimensionSets).hasSize(1);
        return dimensionSets.get(0).stream().map(line::get).toList();
    }
}
