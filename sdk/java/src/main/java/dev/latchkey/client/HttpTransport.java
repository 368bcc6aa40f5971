package dev.latchkey.client;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Talks to one service as one app: bounds each attempt in time, tries again what may be tried again, and throws refusals. */
final class HttpTransport {
    /** How a thread waits. */
    @FunctionalInterface
    interface Pause {
        void sleep(Duration duration) throws InterruptedException;
    }

    private final HttpClient http;
    private final String url;
    private final String apiKey;
    private final Duration timeout;
    private final Pause pause;

    /**
     * @param url where the service is, without a slash at its end
     * @param timeout of one attempt
     */
    HttpTransport(HttpClient http, String url, String apiKey, Duration timeout, Pause pause) {
        this.http = http;
        this.url = url;
        this.apiKey = apiKey;
        this.timeout = timeout;
        this.pause = pause;
    }

    /** @throws LatchkeyException for a refusal, and when there was no answer */
    JsonObject send(Call call) {
        try {
            return JsonObject.parse(untilAnswered(call).body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw LatchkeyException.interrupted(e);
        }
    }

    private Reply untilAnswered(Call call) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            boolean last = !call.isRepeatable() || attempt == RetryPolicy.MOST_ATTEMPTS;
            Duration wait = RetryPolicy.delay(attempt, ThreadLocalRandom.current());
            try {
                Reply reply = exchange(call);
                if (reply.isSuccess()) {
                    return reply;
                }
                wait = reply.retryAfter().orElse(wait);
                if (last || !RetryPolicy.mayPass(reply.status()) || wait.compareTo(RetryPolicy.LONGEST_WAIT) > 0) {
                    throw LatchkeyException.refused(reply);
                }
            } catch (IOException e) {
                if (last) {
                    throw LatchkeyException.network(e);
                }
            }
            pause.sleep(wait);
        }
    }

    /** One attempt. The time is that of the whole answer: HttpRequest's own ends with the headers. */
    private Reply exchange(Call call) throws IOException, InterruptedException {
        CompletableFuture<HttpResponse<String>> answer = http.sendAsync(request(call), BodyHandlers.ofString());
        try {
            return Reply.of(answer.get(call.timeout(timeout).toMillis(), TimeUnit.MILLISECONDS));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException io ? io : new IOException(e.getCause());
        } catch (TimeoutException e) {
            throw new IOException("no whole answer in time", e);
        } finally {
            // Of no effect on an answer that is there; else the connection is given up.
            answer.cancel(true);
        }
    }

    private HttpRequest request(Call call) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + call.target()))
                .header("x-api-key", apiKey)
                .header("accept", "application/json, application/problem+json")
                .method(call.method(), call.body().map(BodyPublishers::ofString).orElseGet(BodyPublishers::noBody));
        call.body().ifPresent(body -> request.header("content-type", "application/json"));
        call.idempotencyKey().ifPresent(key -> request.header("idempotency-key", key));
        return request.build();
    }
}
