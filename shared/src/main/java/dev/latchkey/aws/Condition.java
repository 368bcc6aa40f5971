package dev.latchkey.aws;

import java.util.HashMap;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** A condition of a write, with the values that it speaks of. No attribute of ours is a reserved word, so names are plain. */
record Condition(String expression, Map<String, AttributeValue> values) {
    static final Condition ABSENT = of("attribute_not_exists(sk)");
    static final Condition PRESENT = of("attribute_exists(sk)");

    static Condition of(String expression) {
        return new Condition(expression, Map.of());
    }

    static Condition of(String expression, Map<String, AttributeValue> values) {
        return new Condition(expression, values);
    }

    /** Holds when both do; they must not use one placeholder for two values. */
    Condition and(Condition other) {
        Map<String, AttributeValue> both = new HashMap<>(values);
        both.putAll(other.values);
        return new Condition("(" + expression + ") AND (" + other.expression + ")", both);
    }
}
