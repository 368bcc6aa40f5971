package dev.latchkey.functions.dashboard;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.Scope;
import dev.latchkey.dashboard.DashboardSession;
import dev.latchkey.dashboard.KeyedSession;
import dev.latchkey.json.IsoTime;
import java.util.LinkedHashMap;
import java.util.Map;

/** A dashboard session on the wire, with what its API key may. */
final class DashboardSessionJson {
    private DashboardSessionJson() {}

    private static Map<String, Object> of(KeyedSession keyed) {
        DashboardSession session = keyed.session();
        ApiKey key = keyed.key();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", session.id());
        json.put("app", session.app().value());
        json.put("apiKeyId", key.id());
        json.put("apiKeyLabel", key.label());
        json.put("scopes", Scope.wireNames(key.scopes()));
        key.room().forEach(room -> json.put("room", room.value()));
        json.put("created", IsoTime.of(session.created()));
        json.put("expires", IsoTime.of(session.expiresWith(key)));
        return json;
    }

    /** As the answer to whoever has signed in, or asks who he is. */
    static Map<String, Object> answer(KeyedSession keyed) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("session", of(keyed));
        return json;
    }

    /** As a list has it. */
    static Map<String, Object> listed(KeyedSession keyed, boolean current) {
        Map<String, Object> json = of(keyed);
        json.put("current", current);
        return json;
    }
}
