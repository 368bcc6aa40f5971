package dev.latchkey.functions.operator;

import dev.latchkey.json.Json;
import dev.latchkey.json.JsonException;
import dev.latchkey.privacy.Identity;
import dev.latchkey.privacy.Search;
import dev.latchkey.privacy.Search.Stage;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where a search goes on, as text for the operator to hand back. It says what the call said, and no more than the operator may see:
 * it is not signed.
 */
final class SearchCursor {
    private SearchCursor() {}

    static String write(Search search) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("app", search.app().value());
        json.put("stage", search.stage().name());
        json.put("asked", identity(search.asked()));
        json.put("who", identity(search.who()));
        Search.Position at = search.at();
        if (at != null) {
            json.put("at", List.of(at.partition(), at.sort()));
        }
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Json.write(json).getBytes(StandardCharsets.UTF_8));
    }

    private static Map<String, Object> identity(Identity identity) {
        return Map.of("ids", List.copyOf(identity.userIds()), "emails", List.copyOf(identity.emails()));
    }

    /**
     * Reads {@link #write} back.
     *
     * @param begin the search as the call itself asks for it: the cursor must be of the same
     * @param stages those that the action comes to, besides the first
     */
    static Optional<Search> read(String text, Search begin, List<Stage> stages) {
        try {
            String json = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            Map<String, Object> members = Json.readObject(json);
            Stage stage = Stage.valueOf(String.valueOf(members.get("stage")));
            boolean same = begin.app().value().equals(members.get("app"))
                    && begin.asked().equals(identity(members.get("asked")))
                    && (stage == Stage.LEARN || stages.contains(stage));
            Search search = begin.knowing(identity(members.get("who"))).enter(stage);
            return same ? Optional.of(at(search, members.get("at"))) : Optional.empty();
        } catch (IllegalArgumentException | JsonException | ClassCastException e) {
            return Optional.empty();
        }
    }

    private static Search at(Search search, @Nullable Object place) {
        return place instanceof List<?> keys && keys.size() == 2
                ? search.reached(new Search.Position((String) keys.get(0), (String) keys.get(1)))
                : search;
    }

    private static Identity identity(@Nullable Object json) {
        Map<?, ?> members = json instanceof Map<?, ?> map ? map : Map.of();
        return new Identity(texts(members.get("ids")), texts(members.get("emails")));
    }

    private static Set<String> texts(@Nullable Object json) {
        Set<String> texts = new HashSet<>();
        for (Object text : json instanceof List<?> list ? list : List.of()) {
            texts.add((String) text);
        }
        return texts;
    }
}
