package dev.latchkey.aws;

import java.util.Map;
import org.jspecify.annotations.Nullable;
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

    // DynamoDB refuses an empty map of values.
    @Nullable
    Map<String, AttributeValue> valuesOrNull() {
        return values.isEmpty() ? null : values;
    }
}
