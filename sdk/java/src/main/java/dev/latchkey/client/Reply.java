package dev.latchkey.client;

import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/** What came back, read to its end. Its body may hold a token: it does not print. */
final class Reply {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,6}");

    private final int status;
    private final String retryAfter;
    private final String body;

    private Reply(int status, String retryAfter, String body) {
        this.status = status;
        this.retryAfter = retryAfter;
        this.body = body;
    }

    static Reply of(HttpResponse<String> response) {
        String retryAfter = response.headers().firstValue("retry-after").orElse("");
        return new Reply(response.statusCode(), retryAfter, response.body());
    }

    int status() {
        return status;
    }

    boolean isSuccess() {
        return status >= 200 && status <= 299;
    }

    String body() {
        return body;
    }

    /** How long the service asks us to stay away. */
    Optional<Duration> retryAfter() {
        return SECONDS.matcher(retryAfter).matches()
                ? Optional.of(Duration.ofSeconds(Long.parseLong(retryAfter)))
                : Optional.empty();
    }
}
