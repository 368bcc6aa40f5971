package dev.latchkey.aws;

import dev.latchkey.app.Companion;
import dev.latchkey.app.MediaKind;
import dev.latchkey.app.MediaSettings;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The one spelling of {@link MediaSettings} in the item of an app. */
final class MediaSettingsJson {
    private static final String KIND = "kind";
    private static final String URL = "url";
    private static final String API_URL = "apiUrl";
    private static final String API_KEY = "apiKey";
    private static final String SECRET_VERSION = "secretVersion";
    private static final String COMPANIONS = "companions";
    private static final String NAMED_BY_APP = "namedByApp";

    private MediaSettingsJson() {}

    static Map<String, Object> of(MediaSettings media) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put(KIND, media.kind().wireName());
        json.put(URL, media.url());
        json.put(API_URL, media.apiUrl());
        json.put(API_KEY, media.apiKey());
        json.put(SECRET_VERSION, media.secretVersion());
        json.put(
                COMPANIONS,
                media.companions().stream().map(Companion::wireName).sorted().toList());
        if (media.namedByApp()) {
            json.put(NAMED_BY_APP, true);
        }
        return json;
    }

    static MediaSettings read(Map<String, Object> json) {
        return new MediaSettings(
                MediaKind.parse(text(json, KIND)).orElseThrow(),
                text(json, URL),
                text(json, API_URL),
                text(json, API_KEY),
                text(json, SECRET_VERSION),
                companions(json),
                json.containsKey(NAMED_BY_APP));
    }

    private static Set<Companion> companions(Map<String, Object> json) {
        Set<Companion> companions = EnumSet.noneOf(Companion.class);
        if (json.get(COMPANIONS) instanceof List<?> names) {
            names.forEach(name -> Companion.parse(String.valueOf(name)).ifPresent(companions::add));
        }
        return companions;
    }

    private static String text(Map<String, Object> json, String name) {
        return String.valueOf(json.get(name));
    }
}
