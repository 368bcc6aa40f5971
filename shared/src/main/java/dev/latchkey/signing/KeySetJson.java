package dev.latchkey.signing;

import dev.latchkey.json.Json;
import dev.latchkey.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/**
 * The one spelling of a key set: a JWK Set (RFC 7517). Beside the members of the standard a stored key says which
 * {@code kind} of token it serves, its {@code state}, {@code since} when, and when it was first {@code published}.
 */
final class KeySetJson {
    private static final String KEYS = "keys";
    private static final String KID = "kid";
    private static final String KEY_TYPE = "kty";
    private static final String ALGORITHM = "alg";
    private static final String USE = "use";
    private static final String KEY_OPERATIONS = "key_ops";
    private static final String KIND = "kind";
    private static final String STATE = "state";
    private static final String SINCE = "since";
    private static final String PUBLISHED = "published";

    private static final String SIGNATURES = "sig";
    private static final Set<Object> SIGNING_OPERATIONS = Set.of("sign", "verify");

    private static final Set<String> COMMON_MEMBERS =
            Set.of(KID, KEY_TYPE, ALGORITHM, USE, KEY_OPERATIONS, KIND, STATE, SINCE, PUBLISHED);
    private static final Map<SigningAlgorithm, Set<String>> NUMBERS = Map.of(
            SigningAlgorithm.HS256, Set.of("k"),
            SigningAlgorithm.ES256, Set.of("crv", "x", "y", "d"),
            SigningAlgorithm.RS256, Set.of("n", "e", "d", "p", "q", "dp", "dq", "qi"));

    private KeySetJson() {}

    static List<SigningKey> read(String text) {
        List<?> entries = entries(text);
        List<SigningKey> keys = new ArrayList<>();
        for (int i = 0; i < entries.size(); i++) {
            keys.add(readEntry(entries.get(i), i));
        }
        return keys;
    }

    static boolean isEmpty(String text) {
        return entries(text).isEmpty();
    }

    private static List<?> entries(String text) {
        if (text.getBytes(StandardCharsets.UTF_8).length > KeySet.MAX_TEXT_BYTES) {
            throw new InvalidKeySetException("the key set is larger than " + KeySet.MAX_TEXT_BYTES + " bytes");
        }
        Map<String, Object> set;
        try {
            set = Json.readObject(text);
        } catch (JsonException e) {
            throw new InvalidKeySetException("the key set " + e.getMessage());
        }
        if (set.keySet().equals(Set.of(KEYS)) && set.get(KEYS) instanceof List<?> entries) {
            return entries;
        }
        throw new InvalidKeySetException("the key set is not {\"keys\": [...]}");
    }

    @SuppressWarnings("unchecked") // the reader of JSON makes maps of nothing else
    private static SigningKey readEntry(Object entry, int index) {
        String name = "key at position " + (index + 1);
        if (!(entry instanceof Map<?, ?> members)) {
            throw new InvalidKeySetException(name + ": not an object");
        }
        if (members.get(KID) instanceof String kid && SigningKey.isKid(kid)) {
            name += " (kid " + kid + ")";
        }
        try {
            return readKey(new JwkMembers((Map<String, Object>) members));
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySetException(name + ": " + e.getMessage());
        }
    }

    private static SigningKey readKey(JwkMembers jwk) {
        SigningAlgorithm algorithm = algorithm(jwk);
        jwk.requireText(KEY_TYPE, algorithm.keyType());
        jwk.requireText(USE, SIGNATURES);
        if (jwk.has(KEY_OPERATIONS)) {
            jwk.requireElements(KEY_OPERATIONS, SIGNING_OPERATIONS);
        }
        jwk.requireOnly(COMMON_MEMBERS, NUMBERS.getOrDefault(algorithm, Set.of()));
        KeyMaterial material = switch (algorithm) {
            case HS256 -> HmacMaterial.read(jwk);
            case ES256 -> EcMaterial.read(jwk);
            case RS256 -> RsaMaterial.read(jwk);
        };
        return new SigningKey(
                jwk.text(KID),
                kind(jwk),
                material,
                state(jwk),
                Instant.ofEpochSecond(jwk.seconds(SINCE)),
                Instant.ofEpochSecond(jwk.seconds(PUBLISHED)));
    }

    private static SigningAlgorithm algorithm(JwkMembers jwk) {
        String text = jwk.text(ALGORITHM);
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            if (algorithm.name().equals(text)) {
                return algorithm;
            }
        }
        throw notOneOf(ALGORITHM, SigningAlgorithm.values(), SigningAlgorithm::name);
    }

    private static TokenKind kind(JwkMembers jwk) {
        String text = jwk.text(KIND);
        for (TokenKind kind : TokenKind.values()) {
            if (kind.label().equals(text)) {
                return kind;
            }
        }
        throw notOneOf(KIND, TokenKind.values(), TokenKind::label);
    }

    private static KeyState state(JwkMembers jwk) {
        String text = jwk.text(STATE);
        for (KeyState state : KeyState.values()) {
            if (state.label().equals(text)) {
                return state;
            }
        }
        throw notOneOf(STATE, KeyState.values(), KeyState::label);
    }

    private static <T> IllegalArgumentException notOneOf(String member, T[] values, Function<T, String> label) {
        return new IllegalArgumentException("\"" + member + "\" is one of "
                + Arrays.stream(values).map(label).toList());
    }

    static String writeSecret(List<SigningKey> keys) {
        return write(keys, key -> {
            Map<String, Object> members = new TreeMap<>(key.material().allMembers());
            members.put(KIND, key.kind().label());
            members.put(STATE, key.state().label());
            members.put(SINCE, key.since().getEpochSecond());
            members.put(PUBLISHED, key.publishedAt().getEpochSecond());
            return members;
        });
    }

    static String writePublic(List<SigningKey> keys) {
        return write(
                keys.stream().filter(key -> key.algorithm().isPublic()).toList(),
                key -> new TreeMap<>(key.material().publicMembers()));
    }

    private static String write(List<SigningKey> keys, Function<SigningKey, Map<String, Object>> ownMembers) {
        List<Map<String, Object>> entries = new ArrayList<>();
        for (SigningKey key : keys) {
            Map<String, Object> entry = new LinkedHashMap<>();
            entry.put(KID, key.kid());
            entry.put(KEY_TYPE, key.algorithm().keyType());
            entry.put(ALGORITHM, key.algorithm().name());
            entry.put(USE, SIGNATURES);
            entry.putAll(ownMembers.apply(key));
            entries.add(entry);
        }
        return Json.write(Map.of(KEYS, entries));
    }
}
