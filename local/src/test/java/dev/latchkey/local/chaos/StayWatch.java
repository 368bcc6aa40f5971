package dev.latchkey.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.json.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Who is inside until when, and which rooms put out whoever is inside when, as the stream says. */
final class StayWatch implements RequestStreamHandler {
    static final Instant LATER_THAN_ALL = Instant.parse("2999-01-01T00:00:00Z");

    private final Map<String, Instant> inside = new TreeMap<>();
    private final Map<String, Instant> ends = new TreeMap<>();

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Map<String, Object> json = Json.readObject(new String(event.readAllBytes(), StandardCharsets.UTF_8));
        for (Object one : (List<?>) json.getOrDefault("Records", List.of())) {
            Map<?, ?> change = (Map<?, ?>) ((Map<?, ?>) one).get("dynamodb");
            Map<?, ?> keys = (Map<?, ?>) change.get("Keys");
            see(text(keys, "pk", "S"), text(keys, "sk", "S"), (Map<?, ?>) change.get("NewImage"));
        }
        answer.write("{}".getBytes(StandardCharsets.UTF_8));
    }

    void requireNobodyInsideLongerThan(Duration latest, Instant now) {
        inside.forEach((peer, until) -> assertThat(now)
                .as("when %s is still inside whose time is up", peer)
                .isBeforeOrEqualTo(until.plus(latest)));
        ends.forEach((room, end) -> {
            if (now.isAfter(end.plus(latest))) {
                assertThat(inside.keySet())
                        .as("inside %s after its end", room)
                        .noneMatch(peer -> peer.startsWith(room + " "));
            }
        });
    }

    private void see(String partition, String sort, @Nullable Map<?, ?> item) {
        String room = partition.substring(partition.lastIndexOf('#') + 1);
        if (sort.startsWith("PEER#") && partition.startsWith("ROOM#")) {
            keep(inside, room + " " + sort, item == null ? LATER_THAN_ALL : instant(item, "insideUntil"));
        } else if (sort.equals("ROOM") && item != null) {
            boolean ejects = item.containsKey("ejectAtExpiry") && !item.containsKey("archived");
            keep(ends, room, ejects ? instant(item, "roomExpiresAt") : LATER_THAN_ALL);
        }
    }

    private static void keep(Map<String, Instant> where, String what, Instant until) {
        where.put(what, until);
        where.values().remove(LATER_THAN_ALL);
    }

    private static Instant instant(Map<?, ?> item, String attribute) {
        return item.containsKey(attribute)
                ? Instant.ofEpochMilli(Long.parseLong(text(item, attribute, "N")))
                : LATER_THAN_ALL;
    }

    private static String text(Map<?, ?> item, String attribute, String type) {
        return String.valueOf(((Map<?, ?>) item.get(attribute)).get(type));
    }
}
