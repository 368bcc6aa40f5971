package dev.latchkey.functions.settings;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.Scope;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/** An API key as whoever manages it sees it. Neither the key nor its digest is in it, but for the one time that a new key is shown. */
public final class KeyJson {
    private KeyJson() {}

    static Map<String, Object> of(ApiKey key, Instant now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("keyId", key.id());
        json.put("label", key.label());
        json.put("scopes", Scope.wireNames(key.scopes()));
        json.put("room", key.room().stream().findFirst().map(RoomName::value).orElse(null));
        json.put("createdUnixSec", key.created().getEpochSecond());
        boolean ends = !key.expires().equals(Instant.MAX);
        json.put("expireUnixSec", ends ? key.expires().getEpochSecond() : null);
        json.put("expired", key.isExpiredAt(now));
        json.put("lastUsedDay", key.lastUsed() == null ? null : key.lastUsed().toString());
        return json;
    }

    static Map<String, Object> done(ApiKey key, Instant now) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("app", key.app().value());
        json.putAll(of(key, now));
        return json;
    }

    /** With the key itself, which is not kept and cannot be shown again. */
    public static Map<String, Object> shownOnce(ApiKey key, ApiKeySecret secret, Instant now) {
        Map<String, Object> json = done(key, now);
        json.put("apiKey", secret.reveal());
        return json;
    }
}
