package dev.latchkey.functions.operator;

import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.KeyAuthor;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.settings.KeyEdits;
import dev.latchkey.problem.RefusedException;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the operator may do to an app's API keys. */
final class KeyActions {
    private static final int LONGEST_KEY_ID = 64;

    private final ApiKeyStore store;
    private final KeyEdits keys;

    KeyActions(ApiKeyStore store, KeyEdits keys) {
        this.store = store;
        this.keys = keys;
    }

    Map<String, AppsHandler.Action> byName() {
        return Map.of(
                "create-key", this::create,
                "list-keys", this::list,
                "update-key", this::update,
                "rotate-key", this::rotate,
                "revoke-key", this::revoke);
    }

    private Map<String, Object> create(Body body) {
        return keys.create(KeyAuthor.OPERATOR, app(body), body);
    }

    private Map<String, Object> list(Body body) {
        AppName app = app(body);
        body.finish();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("app", app.value());
        json.put("keys", keys.list(app).stream().map(keys::json).toList());
        return json;
    }

    private Map<String, Object> update(Body body) {
        return keys.change(KeyAuthor.OPERATOR, app(body), keyId(body), body);
    }

    private Map<String, Object> rotate(Body body) {
        return keys.rotate(KeyAuthor.OPERATOR, app(body), keyId(body), body);
    }

    private Map<String, Object> revoke(Body body) {
        AppName app = app(body);
        String keyId = keyId(body);
        body.finish();
        return keys.revoke(KeyAuthor.OPERATOR, app, keyId);
    }

    /** The app that the action is about, which is there. */
    private AppName app(Body body) {
        return Fields.require(store, Fields.app(body)).name();
    }

    private static String keyId(Body body) {
        return body.text("keyId", LONGEST_KEY_ID)
                .orElseThrow(() -> RefusedException.malformed("keyId", "is needed: list-keys has it"));
    }
}
