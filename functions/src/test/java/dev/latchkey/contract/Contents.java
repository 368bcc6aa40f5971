package dev.latchkey.contract;

import dev.latchkey.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** What a table holds at one moment: every attribute of every item, by {@link #kind kind} and key. */
record Contents(Map<String, Map<String, String>> items) {
    /** What a line tells of an item that came or went, in this order. */
    private static final List<String> TOLD = List.of(
            "roomName",
            "personName",
            "n",
            "peerRole",
            "r",
            "a",
            "joinState",
            "message",
            "departureReason",
            "subject",
            "makerRank",
            "appName",
            "commandType",
            "says.code",
            "succeeded",
            "keyLabel",
            "knocks");

    /** An id or a part of one, a digest, or a room name of ours. */
    private static final Pattern ID = Pattern.compile(
            "\\b(?:[0-9A-F][0-9A-HJKMNP-TV-Z]{15}(?:[0-9A-HJKMNP-TV-Z]{10})?|[0-9a-f]{24}|[0-9a-f]{64}|[a-z]{3}-[a-z]{4}-[a-z]{3})\\b");

    private static final Pattern TIME = Pattern.compile("\\b(1[78]\\d{8})(?:\\d{3})?\\b");

    static Contents of(DynamoDbClient client, String table) {
        Map<String, Map<String, String>> items = new TreeMap<>();
        for (Map<String, AttributeValue> item :
                client.scanPaginator(scan -> scan.tableName(table)).items()) {
            Map<String, AttributeValue> others = new HashMap<>(item);
            String pk = others.remove("pk").s();
            String sk = others.remove("sk").s();
            // Noted by the first call of a day, refused or not (decision 0102).
            others.remove("lastUsedDay");
            // How long a line of the list of those inside is shown: which heartbeat writes it anew depends on the
            // peer's id.
            others.remove("u");
            Map<String, String> attributes = new TreeMap<>();
            others.forEach((name, value) -> put(attributes, name, value));
            items.put(kind(pk, sk) + " " + pk + " " + sk, attributes);
        }
        return new Contents(items);
    }

    /** What docs/architecture.md calls an item by. */
    static String kind(String pk, String sk) {
        String partition = pk.replaceAll("#.*", "");
        return switch (partition) {
            case "ROOM", "APP", "COMMAND" -> sk.replaceAll("#.*", "");
            case "TOKEN" -> "TOKEN " + sk.replaceAll("#.*", "");
            default -> partition;
        };
    }

    /** And for each label of the secret whether this rotation's version has it, and how many keys that version holds. */
    Contents withSecret(SecretsManagerClient client, String secret) {
        Map<String, Map<String, String>> more = new TreeMap<>(items);
        client.describeSecret(describe -> describe.secretId(secret))
                .versionIdsToStages()
                .forEach((version, labels) -> labels.forEach(label -> more.put(
                        label + " " + secret + " secret",
                        Map.of(
                                "version",
                                version.equals(ScenarioFixture.ROTATION) ? "new" : "old",
                                "keys",
                                String.valueOf(keys(client, secret, version))))));
        return new Contents(more);
    }

    private static int keys(SecretsManagerClient client, String secret, String version) {
        try {
            String text = client.getSecretValue(get -> get.secretId(secret).versionId(version))
                    .secretString();
            return ((List<?>) Json.readObject(text).get("keys")).size();
        } catch (ResourceNotFoundException e) {
            return 0;
        }
    }

    private static void put(Map<String, String> attributes, String name, AttributeValue value) {
        switch (value.type()) {
            case S -> putText(attributes, name, value.s());
            case N -> attributes.put(name, value.n());
            case BOOL -> attributes.put(name, value.bool().toString());
            case SS -> attributes.put(name, new TreeSet<>(value.ss()).toString());
            default -> attributes.put(name, value.toString());
        }
    }

    private static void putText(Map<String, String> attributes, String name, String text) {
        if (text.startsWith("{")) {
            putMembers(attributes, name, Json.readObject(text));
        } else {
            attributes.put(name, text);
        }
    }

    private static void putMembers(Map<String, String> attributes, String name, Map<?, ?> members) {
        members.forEach((member, value) -> {
            if (value instanceof Map<?, ?> inner) {
                putMembers(attributes, name + "." + member, inner);
            } else {
                attributes.put(name + "." + member, String.valueOf(value));
            }
        });
    }

    /**
     * What is different from before, a line for each item: {@code +} one that came, {@code -} one that went, and what of it
     * changed. Ids and digests are {@code *}, times are seconds around noon. The day of a key's last use is no change.
     */
    List<String> since(Contents before) {
        List<String> changes = new ArrayList<>();
        Set<String> keys = new TreeSet<>(before.items.keySet());
        keys.addAll(items.keySet());
        for (String key : keys) {
            String kind = key.replaceAll(" \\S+ \\S+$", "");
            Map<String, String> then = before.items.get(key);
            Map<String, String> now = items.get(key);
            if (then == null) {
                changes.add("+ " + kind + told(now));
            } else if (now == null) {
                changes.add("- " + kind + told(then));
            } else if (!then.equals(now)) {
                changes.add(kind + changed(then, now));
            }
        }
        changes.sort(null);
        return changes;
    }

    private static String told(Map<String, String> attributes) {
        StringBuilder told = new StringBuilder();
        for (String name : TOLD) {
            if (attributes.containsKey(name)) {
                told.append(' ').append(steady(attributes.get(name)));
            }
        }
        return told.toString();
    }

    private static String changed(Map<String, String> then, Map<String, String> now) {
        StringBuilder changed = new StringBuilder();
        Set<String> names = new TreeSet<>(then.keySet());
        names.addAll(now.keySet());
        for (String name : names) {
            String was = then.getOrDefault(name, "");
            String is = now.getOrDefault(name, "");
            if (!was.equals(is)) {
                changed.append(", ")
                        .append(name)
                        .append(' ')
                        .append(steady(was))
                        .append(">")
                        .append(steady(is));
            }
        }
        return changed.toString().replaceFirst(",", "");
    }

    private static String steady(String value) {
        return TIME.matcher(ID.matcher(value).replaceAll("*"))
                .replaceAll(time ->
                        String.format("%+ds", Long.parseLong(time.group(1)) - ScenarioFixture.NOON.getEpochSecond()));
    }
}
