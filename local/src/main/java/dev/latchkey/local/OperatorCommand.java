package dev.latchkey.local;

import dev.latchkey.functions.apps.AppsHandler;
import dev.latchkey.json.Json;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.local.template.Template;
import dev.latchkey.local.template.TemplateYaml;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What an operator does on one machine, where there is no IAM: {@code apps} calls the function that makes apps and API keys,
 * {@code rotate-keys} moves the signing keys on by one step, as the rotation does in AWS.
 */
final class OperatorCommand {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final List<String> LISTS = List.of("scopes", "allowedOrigins");

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
        Home.signingKeys(settings.data(), clock).rotate();
        return "The signing keys have moved on. A running Latchkey uses the new ones within a few minutes.";
    }

    private static String apps(List<String> fields, Settings settings, Clock clock) throws StartException {
        String payload = Json.write(payload(fields));
        Template template = TemplateYaml.read(settings.template(), Map.of("CorsAllowedOrigins", settings.origins()));
        try (Opened opened = new Opened()) {
            Home home = Home.open(settings, template, clock, opened);
            LambdaFunction function = new LambdaFunction("AppsFunction", new AppsHandler(home.platform()), TIMEOUT);
            return new String(
                    function.invoke(payload.getBytes(StandardCharsets.UTF_8), home.log()), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
        if (text.equals("true") || text.equals("false")) {
            return Boolean.valueOf(text);
        }
        return text.matches("\\d{1,18}") ? (Object) Long.valueOf(text) : text;
    }
}
