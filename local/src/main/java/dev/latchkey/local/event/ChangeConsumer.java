package dev.latchkey.local.event;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.latchkey.json.Json;
import dev.latchkey.local.gateway.LambdaFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A function that the stream invokes with changes, as Lambda's event source does. */
public final class ChangeConsumer {
    private final LambdaFunction function;
    private final ChangeFilter filter;
    private final LambdaLogger log;

    public ChangeConsumer(LambdaFunction function, List<String> patterns, LambdaLogger log) {
        this.function = function;
        this.filter = new ChangeFilter(patterns);
        this.log = log;
    }

    /**
     * Hands changes over, those that the function wants.
     *
     * @return those that it is to be handed again; none when all is done
     */
    List<Map<String, Object>> take(List<Map<String, Object>> changes) {
        List<Map<String, Object>> wanted =
                changes.stream().filter(filter::matches).toList();
        if (wanted.isEmpty()) {
            return List.of();
        }
        String event = Json.write(Map.of("Records", wanted));
        try {
            byte[] answer = function.invoke(event.getBytes(StandardCharsets.UTF_8), log);
            return from(wanted, Json.readObject(new String(answer, StandardCharsets.UTF_8)));
        } catch (IOException | RuntimeException | Error e) {
            // Whatever a function throws takes down its own call only, as it would its own Lambda container.
            return wanted;
        }
    }

    /** From the first on that it names as not done. */
    private static List<Map<String, Object>> from(List<Map<String, Object>> wanted, Map<String, Object> answer) {
        if (answer.get("batchItemFailures") instanceof List<?> failures
                && !failures.isEmpty()
                && failures.get(0) instanceof Map<?, ?> first) {
            Object number = first.get("itemIdentifier");
            for (int i = 0; i < wanted.size(); i++) {
                Map<?, ?> change =
                        (Map<?, ?>) Objects.requireNonNull(wanted.get(i).get("dynamodb"));
                if (Objects.equals(change.get("SequenceNumber"), number)) {
                    return wanted.subList(i, wanted.size());
                }
            }
            return wanted;
        }
        return List.of();
    }
}
