package dev.latchkey.functions.settings;

import dev.latchkey.app.Companion;
import dev.latchkey.app.MediaSettings;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where an app's media server is, for who may change it. Not its secret, which nobody is shown. */
public final class MediaJson {
    private MediaJson() {}

    public static Map<String, Object> of(MediaSettings media) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("kind", media.kind().wireName());
        json.put("url", media.url());
        json.put("apiUrl", media.apiUrl());
        json.put("apiKey", media.apiKey());
        json.put(
                "companions",
                media.companions().stream().map(Companion::wireName).sorted().toList());
        return json;
    }
}
