package dev.latchkey.local.gateway;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.local.ApiClient;
import dev.latchkey.template.CorsRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gateway in front of functions that a test makes up. */
final class ToyGateway implements AutoCloseable {
    /** Answers with the event that it got. */
    static final RequestStreamHandler ECHO = (event, answer, context) -> event.transferTo(answer);

    final List<String> log = new CopyOnWriteArrayList<>();
    private final List<Endpoint> endpoints = new ArrayList<>();
    private CorsRules cors = CorsRules.NONE;
    private Duration patience = Duration.ofSeconds(30);
    private GatewayServer server;

    static RequestStreamHandler answering(String json) {
        return (event, answer, context) -> answer.write(json.getBytes(StandardCharsets.UTF_8));
    }

    ToyGateway with(String method, String path, RequestStreamHandler handler) {
        LambdaFunction function = new LambdaFunction("Toy", handler, Duration.ofSeconds(10));
        endpoints.add(new Endpoint(new Route(method, path), function));
        return this;
    }

    ToyGateway with(CorsRules rules) {
        cors = rules;
        return this;
    }

    ToyGateway waiting(Duration forRequests) {
        patience = forRequests;
        return this;
    }

    ToyGateway start() {
        LambdaLogger logger = new LambdaLogger() {
            @Override
            public void log(String message) {
                log.add(message);
            }

            @Override
            public void log(byte[] message) {
                log.add(new String(message, StandardCharsets.UTF_8));
            }
        };
        try {
            server = GatewayServer.start(new Gateway(endpoints, cors, logger, Clock.systemUTC()), 0, patience);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return this;
    }

    int port() {
        return server.port();
    }

    ApiClient client() {
        return ApiClient.at(URI.create("http://127.0.0.1:" + port()));
    }

    @Override
    public void close() {
        server.close();
    }
}
