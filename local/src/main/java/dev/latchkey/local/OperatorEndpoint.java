package dev.latchkey.local;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.local.gateway.Endpoint;
import dev.latchkey.local.gateway.Gateway;
import dev.latchkey.local.gateway.GatewayServer;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.local.gateway.Route;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.template.CorsRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * Where a running Latchkey takes the operator's commands: a loopback port of its own, beside the API's. Port and secret are
 * in the data folder, so that whoever may read that, and could as well change the table, is the operator.
 */
final class OperatorEndpoint implements AutoCloseable {
    static final String PATH = "/apps";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final GatewayServer server;
    private final DataFolder data;

    private OperatorEndpoint(GatewayServer server, DataFolder data) {
        this.server = server;
        this.data = data;
    }

    static OperatorEndpoint open(LambdaFunction apps, DataFolder data, LambdaLogger log, Clock clock) {
        String secret = OperatorAddress.freshSecret();
        LambdaFunction guarded = new LambdaFunction("Operator", new Guarded(secret, apps, log), apps.timeout());
        Endpoint endpoint = new Endpoint(new Route("POST", PATH), guarded);
        try {
            GatewayServer server =
                    GatewayServer.start(new Gateway(List.of(endpoint), CorsRules.NONE, log, clock), 0, PATIENCE);
            new OperatorAddress(server.port(), secret).write(data);
            return new OperatorEndpoint(server, data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        OperatorAddress.forget(data);
        server.close();
    }

    /** Hands the body on as it came, and the answer back, for one who has the secret. */
    private static final class Guarded implements HttpHandler {
        private final byte[] secret;
        private final LambdaFunction apps;
        private final LambdaLogger log;

        Guarded(String secret, LambdaFunction apps, LambdaLogger log) {
            this.secret = secret.getBytes(StandardCharsets.UTF_8);
            this.apps = apps;
            this.log = log;
        }

        @Override
        public Response answer(Request request) {
            byte[] shown = request.header("authorization").orElse("").getBytes(StandardCharsets.UTF_8);
            if (!MessageDigest.isEqual(shown, secret)) {
                throw new RefusedException(Reason.FORBIDDEN, "this is the operator's");
            }
            try {
                byte[] answer = apps.invoke(request.content().getBytes(StandardCharsets.UTF_8), log);
                return new Response(
                        200,
                        Map.of("content-type", "application/json", "cache-control", "no-store"),
                        new String(answer, StandardCharsets.UTF_8));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
