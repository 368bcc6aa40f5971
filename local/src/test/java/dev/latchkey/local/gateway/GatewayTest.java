package dev.latchkey.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.json.Json;
import dev.latchkey.local.ApiAnswer;
import dev.latchkey.template.CorsRules;
import dev.latchkey.template.TemplateYaml;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GatewayTest {
    @Test
    void functionGetsTheEventOfTheCall() {
        try (ToyGateway gateway = toy("POST", "/room/{name}", ToyGateway.ECHO)) {
            Map<String, Object> event = gateway.client()
                    .with("X-Twice", "one")
                    .with("X-Twice", "two")
                    .post("/room/daily%20one?a=b", "{\"x\":1}")
                    .json();

            assertThat(event)
                    .containsEntry("routeKey", "POST /room/{name}")
                    .containsEntry("pathParameters", Map.of("name", "daily one"))
                    .containsEntry("queryStringParameters", Map.of("a", "b"))
                    .containsEntry("body", "{\"x\":1}");
            assertThat((Map<?, ?>) event.get("headers")).extracting("x-twice").isEqualTo("one,two");
        }
    }

    @Test
    void statusHeadersCookiesAndBodyAreTheFunctions() {
        String answer =
                "{\"statusCode\":418,\"headers\":{\"x-pot\":\"tea\"},\"cookies\":[\"a=1\",\"b=2\"],\"body\":\"caf\u00e9\"}";
        try (ToyGateway gateway = toy("GET", "/", ToyGateway.answering(answer))) {
            ApiAnswer got = gateway.client().get("/");

            assertThat(got.status()).isEqualTo(418);
            assertThat(got.header("x-pot")).isEqualTo("tea");
            assertThat(got.headers().get("set-cookie")).isEqualTo(List.of("a=1", "b=2"));
            assertThat(got.body()).isEqualTo("caf\u00e9");
        }
    }

    @Test
    void binaryAnswerIsDecoded() {
        String answer = "{\"statusCode\":200,\"isBase64Encoded\":true,\"body\":\"aGVsbG8=\"}";
        try (ToyGateway gateway = toy("GET", "/", ToyGateway.answering(answer))) {
            assertThat(gateway.client().get("/").body()).isEqualTo("hello");
        }
    }

    @Test
    void answerWithoutAStatusIsTheBodyOfAn200() {
        try (ToyGateway gateway = toy("GET", "/", ToyGateway.answering("{\"a\":1}"))) {
            assertThat(gateway.client().get("/").json()).isEqualTo(Map.of("a", 1L));
        }
    }

    @Test
    void headIsAnsweredAsGetIsButForTheBody() throws IOException {
        String answer = "{\"statusCode\":200,\"headers\":{\"x-pot\":\"tea\"},\"body\":\"caf\u00e9\"}";
        try (ToyGateway gateway = new ToyGateway()
                        .with("GET", "/", ToyGateway.answering(answer))
                        .with("HEAD", "/", ToyGateway.answering(answer))
                        .start();
                RawSocket client = new RawSocket(gateway.port())) {
            String rest = "/ HTTP/1.1\r\nHost: x\r\n\r\n";
            String head = client.send("HEAD " + rest).until("\r\n\r\n");
            String got = client.send("GET " + rest).until("\r\n\r\ncaf\u00c3\u00a9");

            assertThat(head).contains("content-length: 5\r\n", "x-pot: tea\r\n").endsWith("\r\n\r\n");
            assertThat(got).isEqualTo(head + "caf\u00c3\u00a9");
        }
    }

    @Test
    void headOfWhatIsRefusedHasNoBodyEither() throws IOException {
        try (ToyGateway gateway = toy("GET", "/", ToyGateway.ECHO);
                RawSocket client = new RawSocket(gateway.port())) {
            String answer = client.send("HEAD / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n\r\n")
                    .rest();
            assertThat(answer).startsWith("HTTP/1.1 501 ").endsWith("\r\n\r\n");
        }
        try (ToyGateway gateway = toy("GET", "/", ToyGateway.ECHO);
                RawSocket client = new RawSocket(gateway.port())) {
            String answer = client.send("HEAD / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                    .rest();
            assertThat(answer).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n");
        }
    }

    @Test
    void mostSpecificRouteIsTaken() {
        try (ToyGateway gateway = new ToyGateway()
                .with("GET", "/room/{name}", ToyGateway.answering("{\"body\":\"any\",\"statusCode\":200}"))
                .with("GET", "/room/active", ToyGateway.answering("{\"body\":\"fixed\",\"statusCode\":200}"))
                .start()) {
            assertThat(gateway.client().get("/room/active").body()).isEqualTo("fixed");
            assertThat(gateway.client().get("/room/daily").body()).isEqualTo("any");
        }
    }

    @Test
    void unknownPathAndUnknownMethodAreProblems() {
        try (ToyGateway gateway = toy("GET", "/room", ToyGateway.ECHO)) {
            assertThat(gateway.client().get("/rooms").status()).isEqualTo(404);
            assertThat(gateway.client().get("/rooms").problem()).isEqualTo("route_not_found");
            assertThat(gateway.client().delete("/room").problem()).isEqualTo("route_not_found");
            assertThat(gateway.log).allSatisfy(line -> assertThat(line).doesNotContain("/rooms"));
        }
    }

    @Test
    void functionThatDiesIsAProblemAndDoesNotTakeTheOthersWithIt() {
        try (ToyGateway gateway = new ToyGateway()
                .with("GET", "/throws", (event, answer, context) -> {
                    throw new IOException("secret");
                })
                .with("GET", "/overflows", (event, answer, context) -> {
                    throw new StackOverflowError("secret");
                })
                .with("GET", "/babbles", ToyGateway.answering("not JSON"))
                .with("GET", "/silent", ToyGateway.answering(""))
                .with("GET", "/impossible", ToyGateway.answering("{\"statusCode\":99}"))
                .with("GET", "/fine", ToyGateway.answering("{\"statusCode\":200}"))
                .start()) {
            for (String path : List.of("/throws", "/overflows", "/babbles", "/silent", "/impossible")) {
                ApiAnswer answer = gateway.client().get(path);
                assertThat(answer.status()).isEqualTo(500);
                assertThat(answer.problem()).isEqualTo("internal");
                assertThat(answer.body()).doesNotContain("secret");
            }
            assertThat(gateway.client().get("/fine").status()).isEqualTo(200);
            assertThat(gateway.log)
                    .hasSize(5)
                    .allSatisfy(line -> assertThat(Json.readObject(line))
                            .containsEntry("level", "ERROR")
                            .doesNotContainValue("secret"));
        }
    }

    @Test
    void functionSeesItsContext() {
        try (ToyGateway gateway = toy("GET", "/", (event, answer, context) -> {
            assertThat(context.getFunctionName()).isEqualTo("Toy");
            assertThat(context.getAwsRequestId()).hasSize(36);
            assertThat(context.getRemainingTimeInMillis()).isBetween(1, 10_000);
            context.getLogger().log("seen\n");
            answer.write("{}".getBytes(StandardCharsets.UTF_8));
        })) {
            assertThat(gateway.client().get("/").status()).isEqualTo(200);
            assertThat(gateway.log).containsExactly("seen\n");
        }
    }

    @Test
    void manyCallsRunAtOnce() throws Exception {
        CountDownLatch together = new CountDownLatch(40);
        try (ToyGateway gateway = toy("GET", "/", (event, answer, context) -> {
            together.countDown();
            try {
                answer.write(
                        ("{\"met\":" + together.await(30, TimeUnit.SECONDS) + "}").getBytes(StandardCharsets.UTF_8));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })) {
            List<CompletableFuture<String>> answers = IntStream.range(0, 40)
                    .mapToObj(i -> CompletableFuture.supplyAsync(
                            () -> gateway.client().get("/").body(), command -> new Thread(command).start()))
                    .toList();
            for (CompletableFuture<String> answer : answers) {
                assertThat(answer.get(60, TimeUnit.SECONDS)).isEqualTo("{\"met\":true}");
            }
        }
    }

    @Test
    void closingLetsACallEnd() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        ToyGateway gateway = toy("GET", "/", (event, answer, context) -> {
            begun.countDown();
            try {
                Thread.sleep(300);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            answer.write("{\"statusCode\":200,\"body\":\"done\"}".getBytes(StandardCharsets.UTF_8));
        });
        CompletableFuture<ApiAnswer> answer =
                CompletableFuture.supplyAsync(() -> gateway.client().get("/"));
        begun.await();

        gateway.close();

        assertThat(answer.get(10, TimeUnit.SECONDS).body()).isEqualTo("done");
    }

    @Test
    void pageOfAnAllowedOriginMayReadAndIsToldSoBefore() {
        CorsRules rules =
                new CorsRules(List.of("http://app"), List.of("GET"), List.of("authorization"), List.of("x-a"), "60");
        try (ToyGateway gateway = new ToyGateway()
                .with("GET", "/", ToyGateway.answering("{}"))
                .with(rules)
                .start()) {
            ApiAnswer preflight = gateway.client()
                    .with("origin", "http://app")
                    .with("access-control-request-method", "GET")
                    .send("OPTIONS", "/", BodyPublishers.noBody());
            assertThat(preflight.status()).isEqualTo(204);
            assertThat(preflight.header("access-control-allow-origin")).isEqualTo("http://app");
            assertThat(preflight.header("access-control-allow-headers")).isEqualTo("authorization");
            assertThat(gateway.client().with("origin", "http://app").get("/").header("access-control-allow-origin"))
                    .isEqualTo("http://app");
            assertThat(gateway.client().with("origin", "http://evil").get("/").header("access-control-allow-origin"))
                    .isEmpty();
            assertThat(gateway.client().get("/").header("access-control-allow-origin"))
                    .isEmpty();
        }
    }

    /** By template.yaml as it is, where every origin is allowed. */
    @Test
    void noOtherOriginMaySendWhatTheDashboardSends() {
        CorsRules rules = TemplateYaml.read(Path.of("..", "template.yaml"), Map.of("CorsAllowedOrigins", "*"))
                .cors();
        try (ToyGateway gateway = new ToyGateway()
                .with("GET", "/", ToyGateway.answering("{}"))
                .with(rules)
                .start()) {
            ApiAnswer preflight = gateway.client()
                    .with("origin", "http://elsewhere")
                    .with("access-control-request-method", "GET")
                    .with("access-control-request-headers", "latchkey-dashboard")
                    .send("OPTIONS", "/", BodyPublishers.noBody());
            assertThat(preflight.header("access-control-allow-headers"))
                    .contains("authorization")
                    .doesNotContainIgnoringCase("latchkey-dashboard")
                    .doesNotContain("*");
            assertThat(preflight.headers()).doesNotContainKey("access-control-allow-credentials");
            assertThat(gateway.client()
                            .with("origin", "http://elsewhere")
                            .get("/")
                            .headers())
                    .containsKey("access-control-allow-origin")
                    .doesNotContainKey("access-control-allow-credentials");
        }
    }

    @Test
    void withoutCorsRulesOptionsIsAnUnknownMethod() {
        try (ToyGateway gateway = toy("GET", "/", ToyGateway.ECHO)) {
            ApiAnswer answer = gateway.client()
                    .with("origin", "http://app")
                    .with("access-control-request-method", "GET")
                    .send("OPTIONS", "/", BodyPublishers.noBody());
            assertThat(answer.problem()).isEqualTo("route_not_found");
        }
    }

    private static ToyGateway toy(String method, String path, RequestStreamHandler handler) {
        return new ToyGateway().with(method, path, handler).start();
    }
}
