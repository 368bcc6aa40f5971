package dev.latchkey.local;

import dev.latchkey.json.Json;
import dev.latchkey.local.gateway.Endpoint;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.local.gateway.Route;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a browser opens, as the module {@code web} has bundled it, with the headers that {@code web/src/headers.json} says. Read once,
 * since the next build may write it anew meanwhile.
 */
final class Pages {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);
    private static final String FOLDER = "/pages/";

    /** One document for all views: which one it is, is the page's to know. A path of this gateway has a fixed depth. */
    private static final List<String> DASHBOARD = List.of(
            "/dashboard",
            "/dashboard/{view}",
            "/dashboard/{view}/{id}",
            "/dashboard/{view}/{id}/{part}",
            "/dashboard/{view}/{id}/{part}/{partId}");

    private final Map<String, ?> headers;
    private final String framers;

    private Pages(List<String> origins) {
        this.headers = Json.readObject(read("headers.json"));
        this.framers = String.join(" ", origins);
    }

    /** @param origins whose pages may call the API, and so may show the door in a frame; {@code *} for all */
    static List<Endpoint> endpoints(List<String> origins) {
        Pages pages = new Pages(origins);
        List<Endpoint> endpoints = new ArrayList<>();
        pages.add(endpoints, "/join/{app}/{room}", "join.html", "document");
        for (String path : DASHBOARD) {
            pages.add(endpoints, path, "dashboard.html", "dashboard");
        }
        pages.add(endpoints, "/elements.js", "elements.js", "shared");
        for (String name : read("assets.txt").lines().toList()) {
            pages.add(endpoints, "/assets/" + name, "assets/" + name, "asset");
        }
        return endpoints;
    }

    private void add(List<Endpoint> endpoints, String path, String file, String kind) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("content-type", type(file) + "; charset=utf-8");
        all.putAll(headers("every"));
        all.putAll(headers(kind));
        byte[] always = Json.write(Map.of("statusCode", 200, "headers", all, "body", read(file)))
                .getBytes(StandardCharsets.UTF_8);
        LambdaFunction function =
                new LambdaFunction("Pages", (event, answer, context) -> answer.write(always), TIMEOUT);
        for (String method : List.of("GET", "HEAD")) {
            endpoints.add(new Endpoint(new Route(method, path), function));
        }
    }

    private Map<String, String> headers(String kind) {
        if (!(headers.get(kind) instanceof Map<?, ?> values)) {
            throw new IllegalStateException("headers.json says nothing of " + kind);
        }
        Map<String, String> named = new LinkedHashMap<>();
        values.forEach((name, value) -> named.put(
                String.valueOf(name),
                String.valueOf(value).replace("{origins}", framers).replace(" ;", ";")));
        return named;
    }

    private static String type(String file) {
        return switch (file.substring(file.lastIndexOf('.') + 1)) {
            case "html" -> "text/html";
            case "css" -> "text/css";
            case "svg" -> "image/svg+xml";
            default -> "text/javascript";
        };
    }

    private static String read(String file) {
        try (InputStream bytes = Pages.class.getResourceAsStream(FOLDER + file)) {
            if (bytes == null) {
                throw new IllegalStateException("the module web has not made " + file);
            }
            return new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
