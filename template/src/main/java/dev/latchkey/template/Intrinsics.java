package dev.latchkey.template;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Works out the few of CloudFormation's functions that decide how the API behaves. What only makes sense in an account, such
 * as {@code GetAtt}, stays as it is written.
 */
final class Intrinsics {
    private final Map<String, String> parameters;
    private final Map<?, ?> conditions;

    /** @param parameters the value of every parameter of the template */
    Intrinsics(Map<String, String> parameters, Map<?, ?> conditions) {
        this.parameters = parameters;
        this.conditions = conditions;
    }

    /** Null for {@code AWS::NoValue}, and for null. */
    private @Nullable Object resolve(@Nullable Object value) {
        if (value instanceof List<?> elements) {
            List<@Nullable Object> resolved = new ArrayList<>();
            elements.forEach(element -> resolved.add(resolve(element)));
            return resolved;
        }
        if (!(value instanceof Map<?, ?> members)) {
            return value;
        }
        if (members.size() == 1) {
            Map.Entry<?, ?> only = members.entrySet().iterator().next();
            return call(String.valueOf(only.getKey()), only.getValue(), members);
        }
        return members(members);
    }

    private @Nullable Object call(String function, Object argument, Map<?, ?> written) {
        return switch (function) {
            case "Ref" -> reference(String.valueOf(argument), written);
            case "Condition" -> isTrue(conditions.get(argument));
            case "Fn::Equals" -> Objects.equals(resolve(element(argument, 0)), resolve(element(argument, 1)));
            case "Fn::Not" -> !isTrue(element(argument, 0));
            case "Fn::If" -> resolve(element(argument, isTrue(conditions.get(element(argument, 0))) ? 1 : 2));
            case "Fn::Split" -> split(argument);
            case "Fn::GetAtt", "Fn::Sub", "Fn::ImportValue" -> written;
            default -> members(written);
        };
    }

    private @Nullable Object reference(String name, Map<?, ?> written) {
        if (name.equals("AWS::NoValue")) {
            return null;
        }
        return parameters.containsKey(name) ? parameters.get(name) : written;
    }

    private List<String> split(Object argument) {
        String separator = String.valueOf(element(argument, 0));
        String text = String.valueOf(resolve(element(argument, 1)));
        return Arrays.asList(text.split(Pattern.quote(separator), -1));
    }

    private boolean isTrue(@Nullable Object condition) {
        return Boolean.TRUE.equals(resolve(condition));
    }

    /** What is left of these members once each is worked out. */
    Map<Object, Object> members(Map<?, ?> written) {
        Map<Object, Object> resolved = new LinkedHashMap<>();
        written.forEach((name, value) -> {
            Object result = resolve(value);
            if (result != null) {
                resolved.put(name, result);
            }
        });
        return resolved;
    }

    private static @Nullable Object element(Object argument, int index) {
        return ((List<?>) argument).get(index);
    }
}
