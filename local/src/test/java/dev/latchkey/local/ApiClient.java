package dev.latchkey.local;

import dev.latchkey.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Calls the API as a client would, with the same headers every time. */
public final class ApiClient {
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(20))
            .build();

    private final URI url;
    private final List<String> headers;

    private ApiClient(URI url, List<String> headers) {
        this.url = url;
        this.headers = headers;
    }

    public static ApiClient at(URI url) {
        return new ApiClient(url, List.of());
    }

    public ApiClient withKey(String apiKey) {
        return with("x-api-key", apiKey);
    }

    /** Somebody who has this session token or ticket. */
    public ApiClient withBearer(String token) {
        return with("authorization", "Bearer " + token);
    }

    public ApiClient with(String header, String value) {
        List<String> more = new ArrayList<>(headers);
        more.add(header);
        more.add(value);
        return new ApiClient(url, more);
    }

    public ApiAnswer get(String path) {
        return send("GET", path, BodyPublishers.noBody());
    }

    public ApiAnswer delete(String path) {
        return send("DELETE", path, BodyPublishers.noBody());
    }

    /** Without a body. */
    public ApiAnswer post(String path) {
        return send("POST", path, BodyPublishers.noBody());
    }

    public ApiAnswer post(String path, Map<String, ?> json) {
        return post(path, Json.write(json));
    }

    public ApiAnswer put(String path, Map<String, ?> json) {
        return with("content-type", "application/json").send("PUT", path, BodyPublishers.ofString(Json.write(json)));
    }

    public ApiAnswer patch(String path, Map<String, ?> json) {
        return with("content-type", "application/json").send("PATCH", path, BodyPublishers.ofString(Json.write(json)));
    }

    public ApiAnswer post(String path, String json) {
        return with("content-type", "application/json").send("POST", path, BodyPublishers.ofString(json));
    }

    public ApiAnswer send(String method, String path, BodyPublisher body) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(url.resolve(path)).method(method, body).timeout(Duration.ofSeconds(60));
        if (!headers.isEmpty()) {
            request.headers(headers.toArray(String[]::new));
        }
        try {
            return ApiAnswer.of(HTTP.send(request.build(), BodyHandlers.ofString()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
