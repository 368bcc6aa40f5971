package dev.latchkey.functions.live;

import dev.latchkey.functions.body.Body;
import dev.latchkey.json.Json;
import dev.latchkey.json.JsonException;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * One message of a client.
 *
 * @param id its answer repeats it; empty when the client said none
 * @param body has the members that are its type's
 */
record ClientMessage(String type, String id, Body body) {
    private static final int MOST_BYTES = 8 * 1024;
    private static final int LONGEST_ID = 64;

    /**
     * Why no more is heard of a client that sends this.
     *
     * @param count how many it has sent within a minute
     */
    static Optional<RefusedException> fault(LiveEvent event, int count) {
        if (count > MessageRate.MOST) {
            return Optional.of(new RefusedException(
                    Reason.RATE_LIMITED, "more than " + MessageRate.MOST + " messages within a minute"));
        }
        if (event.binary()) {
            return Optional.of(new RefusedException(Reason.UNSUPPORTED_MEDIA_TYPE, "a message is a text"));
        }
        if (event.body().getBytes(StandardCharsets.UTF_8).length > MOST_BYTES) {
            return Optional.of(
                    new RefusedException(Reason.PAYLOAD_TOO_LARGE, "a message has " + MOST_BYTES + " bytes at most"));
        }
        return json(event).isEmpty()
                ? Optional.of(new RefusedException(Reason.MALFORMED_REQUEST, "a message is a JSON object"))
                : Optional.empty();
    }

    private static Optional<Object> json(LiveEvent event) {
        try {
            return Optional.of(Json.readObject(event.body()));
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    static ClientMessage read(LiveEvent event) {
        Body body = Body.of(event.body());
        String id = body.freeText("id", LONGEST_ID).orElse("");
        String type = body.freeText("type", LONGEST_ID).orElse("");
        return new ClientMessage(type, id, body);
    }

    /** The id of a message whatever else is wrong with it; empty when it has none. */
    static String idOf(LiveEvent event) {
        return json(event).isEmpty() ? "" : read(event).id();
    }

    RefusedException unknown() {
        return RefusedException.malformed("type", "is no type of message");
    }

    /** It may carry words of a person: it does not print. */
    @Override
    public String toString() {
        return "ClientMessage[" + type + "]";
    }
}
