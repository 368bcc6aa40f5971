package dev.latchkey.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import dev.latchkey.local.Silence;
import dev.latchkey.template.CorsRules;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What clients do to each other by misbehaving, over real sockets, in front of functions that a test makes up: nothing. */
class LiveGatewayTest {
    /** So long that whoever speaks ten times a second is not taken for silent on a busy machine. */
    private static final Duration SILENCE = Duration.ofSeconds(8);

    private static final Deque<String> OPENED = new ConcurrentLinkedDeque<>();
    private static final BlockingQueue<String> ENDED = new LinkedBlockingQueue<>();
    private static final LiveConnections CONNECTIONS = new LiveConnections();

    private static GatewayServer server;

    @BeforeAll
    static void start() throws IOException {
        Map<String, LambdaFunction> functions = Map.of(
                "$connect", function("{\"statusCode\":200,\"headers\":{\"sec-websocket-protocol\":\"v1\"}}", OPENED),
                "$disconnect", function("{}", ENDED),
                "$default", new LambdaFunction("Echo", LiveGatewayTest::echo, Duration.ofSeconds(10)));
        LiveApi api = new LiveApi(functions, CONNECTIONS, SILENCE, Silence.LOGGER, Clock.systemUTC());
        Gateway gateway = new Gateway(List.of(), CorsRules.NONE, LiveFeed.NONE, api, Silence.LOGGER, Clock.systemUTC());
        server = GatewayServer.start(gateway, 0, Duration.ofSeconds(30));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static LambdaFunction function(String answering, Queue<String> heard) {
        return new LambdaFunction(
                "Toy",
                (event, answer, context) -> {
                    heard.add(connection(event.readAllBytes()));
                    answer.write(answering.getBytes(StandardCharsets.UTF_8));
                },
                Duration.ofSeconds(10));
    }

    private static void echo(InputStream event, OutputStream answer, Object context) throws IOException {
        String body = String.valueOf(Json.readObject(new String(event.readAllBytes(), StandardCharsets.UTF_8))
                .get("body"));
        answer.write(Json.write(Map.of("statusCode", 200, "body", body)).getBytes(StandardCharsets.UTF_8));
    }

    private static String connection(byte[] event) {
        Map<?, ?> context = (Map<?, ?>)
                Json.readObject(new String(event, StandardCharsets.UTF_8)).get("requestContext");
        return String.valueOf(context.get("connectionId"));
    }

    /** One that can be sent to, which comes a moment after its handshake. */
    private static RawLiveSocket open() throws IOException {
        RawLiveSocket opened = RawLiveSocket.open(server.port());
        opened.say("hello");
        assertThat(opened.text()).isEqualTo("hello");
        return opened;
    }

    /** The id of the connection that was opened last. */
    private static String opened() {
        return OPENED.peekLast();
    }

    private static void awaitEnd(String id) throws InterruptedException {
        String ended = ENDED.poll(60, TimeUnit.SECONDS);
        while (!id.equals(ended)) {
            assertThat(ended).isNotNull();
            ended = ENDED.poll(60, TimeUnit.SECONDS);
        }
    }

    @Test
    void whoDoesNotReadIsToldSoWhenHeReadsAtLastAndOthersHearEverything() throws Exception {
        RawLiveSocket slow = open();
        String slowId = opened();
        RawLiveSocket quick = open();
        String quickId = opened();
        try (slow;
                quick) {
            String large = "x".repeat(100_000);
            // As much as the two systems' buffers may hold, and ours.
            for (int i = 0; i < 200; i++) {
                CONNECTIONS.send(Map.of(slowId, large, quickId, large));
                assertThat(quick.text()).hasSize(large.length());
                slow.say("busy");
                quick.say("busy");
                assertThat(quick.text()).isEqualTo("busy");
            }
            List<String> read = slow.rest();
            assertThat(read.size()).isBetween(10, 199);
            assertThat(Json.readObject(read.get(read.size() - 2)))
                    .containsEntry("type", "error")
                    .containsEntry("code", "too_slow");
            assertThat(read.get(read.size() - 1)).isEqualTo("close 1008");
            slow.hangUp();
            awaitEnd(slowId);
            quick.say("still here");
            assertThat(quick.text()).isEqualTo("still here");
        }
    }

    /** It has vanished without a word: it reads nothing, answers no ping and sends nothing, and its system does not end it either. */
    @Test
    void halfOpenConnectionIsEndedAfterItsSilenceAndOthersAreNot() throws Exception {
        RawLiveSocket vanished = open();
        String id = opened();
        RawLiveSocket alive = open();
        String aliveId = opened();
        try (vanished;
                alive) {
            long end = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (!ENDED.contains(id) && System.nanoTime() < end) {
                alive.say("here");
                assertThat(alive.text()).isEqualTo("here");
                TimeUnit.MILLISECONDS.sleep(100);
            }
            assertThat(CONNECTIONS.send(Map.of(id, "hello", aliveId, "hello"))).containsExactly(id);
            assertThat(alive.text()).isEqualTo("hello");
            List<String> wasTold = vanished.rest();
            assertThat(Json.readObject(wasTold.get(0))).containsEntry("code", "idle");
            assertThat(wasTold.get(1)).isEqualTo("close 1008");
        }
    }

    @Test
    void messageThatIsTooLongEvenForTheGatewayIsAnErrorWhileItIsStillBeingSent() throws Exception {
        try (RawLiveSocket wordy = open()) {
            wordy.say("x".repeat(2 * LiveSocket.MOST_MESSAGE_BYTES));
            isEndedBy(wordy, "payload_too_large");
        }
    }

    @Test
    void whatIsNoFrameIsAnError() throws Exception {
        try (RawLiveSocket odd = open()) {
            odd.send("\u00ff\u00ff\u00ff\u00ff");
            isEndedBy(odd, "malformed_request");
        }
    }

    private static void isEndedBy(RawLiveSocket socket, String code) throws IOException {
        List<String> told = socket.rest();
        assertThat(told).hasSize(2).last().isEqualTo("close 1008");
        assertThat(Json.readObject(told.get(0))).containsEntry("type", "error").containsEntry("code", code);
    }

    @Test
    void messagesOfOneAreAnsweredOneAfterTheOtherHoweverManyCome() throws Exception {
        try (RawLiveSocket flooding = open()) {
            List<String> said = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                said.add("message " + i);
            }
            flooding.sayAll(said);
            for (String each : said) {
                assertThat(flooding.text()).isEqualTo(each);
            }
        }
    }
}
