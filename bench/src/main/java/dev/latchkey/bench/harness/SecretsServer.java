package dev.latchkey.bench.harness;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.latchkey.json.Json;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/**
 * As much of Secrets Manager as a start asks for: the value of one secret, and its versions while a rotation is under way. Its
 * own, because an emulator's milliseconds would be measured with every start.
 */
final class SecretsServer implements AutoCloseable {
    static final String SECRET = "SigningKeys";
    static final String DRAFT = "3a1c9d52-7e44-4a0b-8f6d-2b9b6f0a7c11";

    private static final String CURRENT = "0d6f3b0e-11aa-4b1e-9a54-2f7c1f6f9e10";

    private final HttpServer server;
    private final String value;

    private SecretsServer(HttpServer server, String value) {
        this.server = server;
        this.value = value;
    }

    static SecretsServer start(String value) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            SecretsServer started = new SecretsServer(server, value);
            server.createContext("/", started::answer);
            server.start();
            return started;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private void answer(HttpExchange call) throws IOException {
        call.getRequestBody().readAllBytes();
        String target = call.getRequestHeaders().getFirst("X-Amz-Target");
        Map<String, ?> answer = "secretsmanager.DescribeSecret".equals(target) ? description() : value();
        byte[] body = Json.write(answer).getBytes(StandardCharsets.UTF_8);
        call.getResponseHeaders().set("Content-Type", "application/x-amz-json-1.1");
        call.sendResponseHeaders(200, body.length);
        call.getResponseBody().write(body);
        call.close();
    }

    private Map<String, ?> value() {
        return Map.of(
                "Name", SECRET,
                "VersionId", CURRENT,
                "VersionStages", List.of("AWSCURRENT"),
                "SecretString", value);
    }

    private static Map<String, ?> description() {
        return Map.of(
                "Name",
                SECRET,
                "RotationEnabled",
                true,
                "VersionIdsToStages",
                Map.of(CURRENT, List.of("AWSCURRENT"), DRAFT, List.of("AWSPENDING")));
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
