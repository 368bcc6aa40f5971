package dev.latchkey.local;

import dev.latchkey.functions.operator.AppsHandler;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.json.Json;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.template.Template;
import dev.latchkey.template.TemplateYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an operator does on one machine, where there is no IAM: {@code apps} calls the function that makes apps and API keys,
 * {@code rotate-keys} moves the signing keys on by one step, as the rotation does in AWS.
 */
final class OperatorCommand {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final List<String> LISTS = List.of("scopes", "allowedOrigins", "companions");

    /** Also when they look like something else. */
    private static final List<String> TEXTS = List.of(
            "apiKey", "apiSecret", "app", "email", "externalUserId", "keyId", "label", "replyQueue", "room", "sender");

    private OperatorCommand() {}

    /** Returns what is to be printed. */
    static String run(List<String> arguments, Settings settings, Clock clock) throws StartException {
        List<String> rest = arguments.subList(1, arguments.size());
        return switch (arguments.get(0)) {
            case "apps" -> apps(rest, settings, clock);
            case "rotate-keys" -> rotateKeys(settings, clock);
            default -> throw new StartException("Unknown command: it is apps or rotate-keys, or none to start.");
        };
    }

    private static String rotateKeys(Settings settings, Clock clock) {
        LocalResources.signingKeys(settings.data(), clock).rotate();
        return "The signing keys have moved on. A running Latchkey uses the new ones within a few minutes.";
    }

    /** A call that did not come to its end says where to go on, and is made again from there. */
    private static String apps(List<String> fields, Settings settings, Clock clock) throws StartException {
        Map<String, Object> payload = payload(fields);
        Map<String, Object> whole = new LinkedHashMap<>();
        Object cursor;
        do {
            Map<String, Object> part = Json.readObject(once(Json.write(payload), settings, clock));
            AnswerParts.add(whole, part);
            cursor = part.get("cursor");
            payload.put("cursor", cursor);
        } while (cursor != null);
        return Json.write(whole);
    }

    /** By the Latchkey that runs on this folder, whose table nobody else may touch; here and now when none does. */
    private static String once(String payload, Settings settings, Clock clock) throws StartException {
        Optional<DataFolder> free = DataFolder.openIfFree(settings.data());
        return free.isPresent()
                ? apps(payload, free.get(), settings, clock)
                : OperatorAddress.read(settings.data()).apps(payload, settings.data());
    }

    private static String apps(String payload, DataFolder data, Settings settings, Clock clock) throws StartException {
        Template template = TemplateYaml.read(settings.template(), Map.of("CorsAllowedOrigins", settings.origins()));
        try (OpenResources opened = new OpenResources()) {
            LocalResources home = LocalResources.open(opened.with(data), template, clock, opened);
            byte[] answer = apps(home.platform()).invoke(payload.getBytes(StandardCharsets.UTF_8), home.log());
            return new String(answer, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The function that makes apps and API keys. It has no route. */
    static LambdaFunction apps(Platform platform) {
        return new LambdaFunction("AppsFunction", new AppsHandler(platform), TIMEOUT);
    }

    /** {@code name=value} each; a list has commas between its elements. */
    private static Map<String, Object> payload(List<String> fields) throws StartException {
        Map<String, Object> payload = new LinkedHashMap<>();
        for (String field : fields) {
            int equals = field.indexOf('=');
            if (equals < 1) {
                throw new StartException("After apps come fields such as action=list-keys app=dev.");
            }
            String name = field.substring(0, equals);
            payload.put(name, value(name, field.substring(equals + 1)));
        }
        return payload;
    }

    private static Object value(String name, String text) {
        if (LISTS.contains(name)) {
            return List.of(text.split(","));
        }
        if (TEXTS.contains(name)) {
            return text;
        }
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return text.matches("\\d{1,18}") ? (Object) Long.valueOf(text) : text;
    }
}
