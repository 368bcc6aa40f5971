package dev.latchkey.aws;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** An update expression, with the values that it speaks of. */
record Change(String expression, Map<String, AttributeValue> values) {
    static Change of(String expression) {
        return new Change(expression, Map.of());
    }

    static Change of(String expression, Map<String, AttributeValue> values) {
        return new Change(expression, values);
    }

    /** The values of both; they must not use one placeholder for two values. */
    Map<String, AttributeValue> values(Condition condition) {
        Map<String, AttributeValue> both = new HashMap<>(values);
        both.putAll(condition.values());
        return both;
    }
}
