package dev.latchkey.bench.harness;

import dev.latchkey.json.Json;
import java.util.Map;

/** What a function answered to a call. */
record Answer(Map<String, Object> members) {
    /** The body of an answer to an HTTP call, which must not be a refusal. */
    Answer body() {
        if (!(members.get("statusCode") instanceof Long status) || status >= 400) {
            throw new IllegalStateException(members.toString());
        }
        Object body = members.get("body");
        return new Answer(body == null || body.toString().isEmpty() ? Map.of() : Json.readObject(body.toString()));
    }

    /** Fails unless the call was refused, or was not, as it should be. */
    void require(boolean refused) {
        if (!(members.get("statusCode") instanceof Long status) || (status >= 400) != refused || status >= 500) {
            throw new IllegalStateException(members.toString());
        }
    }

    String text(String member) {
        Object value = members.get(member);
        if (value == null) {
            throw new IllegalStateException("no " + member + " in " + members);
        }
        return value.toString();
    }
}
