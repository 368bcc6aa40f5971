package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventBus;
import dev.latchkey.event.EventType;
import dev.latchkey.functions.event.PublishEventsHandler;
import dev.latchkey.functions.platform.DynamoDbStores;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.local.event.ChangeConsumer;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.template.TemplateFunction;
import dev.latchkey.template.TemplateYaml;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

/**
 * The publisher dies at random steps, and the table and the bus fail it at random: what is told in the end, each event once, is
 * what a publisher tells that nothing ever fails. {@code -Dchaos.seeds=200} tries as many.
 */
class PublisherChaosTest {
    private static final int ACTS = 120;
    private static final String LAST_ROOM = "the-end";
    private static final List<String> PATTERNS =
            TemplateYaml.read(Path.of("..", "template.yaml"), Map.of()).functions().stream()
                    .filter(function -> function.name().equals("PublishEventsFunction"))
                    .findFirst()
                    .map(TemplateFunction::changePatterns)
                    .orElseThrow();

    @TempDir
    private Path folder;

    static IntStream seeds() {
        return IntStream.rangeClosed(1, Integer.getInteger("chaos.seeds", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void nothingIsLostAndNothingIsToldThatWasNotCommitted(int seed) throws Exception {
        try (LocalServer server = LocalServer.start()) {
            Told calm = new Told();
            Told stormy = new Told();
            ChangeConsumer undisturbed = consumer(server.engine(), server, calm, handler -> handler);
            Random random = new Random(seed);
            DynamoDbClient faulty = failing(server.engine(), new Random(seed));
            ChangeConsumer disturbed =
                    consumer(faulty, server, stormy.failing(random), handler -> dying(handler, random));
            try (var first = server.follow(folder.resolve("calm.json"), undisturbed);
                    var second = server.follow(folder.resolve("stormy.json"), disturbed)) {
                new Evening(server, random).pass();
                assertThat(calm.over.await(120, TimeUnit.SECONDS)).isTrue();
                // What a bus did not take comes after what it took of later changes.
                stormy.await(calm.events.size());
                assertThat(first).isNotSameAs(second);
            }
            assertThat(stormy.events).isEqualTo(calm.events).hasSizeGreaterThan(ACTS / 4);
            assertThat(stormy.twice)
                    .as("some are told twice, or nothing failed")
                    .isPositive();
        }
    }

    /** A table that is throttled now and then, or carries a call out and loses the answer. */
    private static DynamoDbClient failing(DynamoDbClient table, Random random) {
        return (DynamoDbClient) Proxy.newProxyInstance(
                DynamoDbClient.class.getClassLoader(),
                new Class<?>[] {DynamoDbClient.class},
                (proxy, method, given) -> {
                    int fate = random.nextInt(20);
                    if (fate == 0) {
                        throw ProvisionedThroughputExceededException.builder()
                                .message("too fast")
                                .build();
                    }
                    try {
                        Object answer = method.invoke(table, given);
                        if (fate == 1) {
                            throw SdkClientException.create("the answer is lost");
                        }
                        return answer;
                    } catch (InvocationTargetException e) {
                        throw e.getCause();
                    }
                });
    }

    /** A function that dies before it does anything, or after it has done all, as nobody hears of. */
    private static RequestStreamHandler dying(RequestStreamHandler handler, Random random) {
        return (event, answer, context) -> {
            int fate = random.nextInt(6);
            if (fate == 0) {
                throw new IllegalStateException("it dies before");
            }
            handler.handleRequest(event, answer, context);
            if (fate == 1) {
                throw new IllegalStateException("it dies after");
            }
        };
    }

    private static ChangeConsumer consumer(
            DynamoDbClient client,
            LocalServer server,
            EventBus bus,
            Function<RequestStreamHandler, RequestStreamHandler> around) {
        Platform platform = new Platform() {
            @Override
            public Clock clock() {
                return server.clock();
            }

            @Override
            public Stores stores() {
                return new DynamoDbStores(client, server.table(), decision -> {});
            }

            @Override
            public SigningKeys signingKeys() {
                throw new IllegalStateException("it signs nothing");
            }

            @Override
            public EventBus eventBus() {
                return bus;
            }
        };
        RequestStreamHandler handler = around.apply(new PublishEventsHandler(platform));
        return new ChangeConsumer(
                new LambdaFunction("PublishEventsFunction", handler, Duration.ofSeconds(60)), PATTERNS, new Silence());
    }

    /** What was told, each event by its id. */
    private static final class Told implements EventBus {
        final Map<String, Map<String, Object>> events = new TreeMap<>();
        final CountDownLatch over = new CountDownLatch(1);
        int twice;

        @Override
        public synchronized Result publish(List<Event> published) {
            for (Event event : published) {
                Map<String, Object> before = events.put(event.id(), event.toJson());
                if (before != null) {
                    assertThat(event.toJson()).isEqualTo(before);
                    twice++;
                }
                if (event.type() == EventType.ROOM_ARCHIVED
                        && event.roomName().value().equals(LAST_ROOM)) {
                    over.countDown();
                }
            }
            notifyAll();
            return Result.ALL_TAKEN;
        }

        /** Until that many are told, or two minutes are over. */
        synchronized void await(int count) throws InterruptedException {
            long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
            while (events.size() < count && System.nanoTime() < end) {
                wait(1000);
            }
        }

        /** A bus that takes some of what it is given, and dies on its way back at times. */
        EventBus failing(Random random) {
            return published -> {
                List<Event> taken = new ArrayList<>();
                List<Event> left = new ArrayList<>();
                published.forEach(event -> (random.nextInt(10) == 0 ? left : taken).add(event));
                publish(taken);
                if (random.nextInt(10) == 0) {
                    throw new IllegalStateException("the answer of the bus is lost");
                }
                return new Result(List.of(), left);
            };
        }
    }

    /** What people and admins do in three rooms, at random. */
    private static final class Evening {
        private final ApiClient app;
        private final LocalServer server;
        private final Random random;
        private final List<String> sessions = new ArrayList<>();
        private final List<String> peers = new ArrayList<>();
        private final List<String> requests = new ArrayList<>();

        Evening(LocalServer server, Random random) {
            this.server = server;
            this.app = server.app();
            // The publisher draws from the other at the same time: what is done is to follow from the seed alone.
            this.random = new Random(random.nextLong());
        }

        void pass() {
            app.post("/api/v1/room", Map.of("roomName", "room0"));
            app.post("/api/v1/room", Map.of("roomName", "room1", "maxParticipants", 3));
            app.post("/api/v1/room", Map.of("roomName", "room2", "privacy", "private", "enableRequestToJoin", true));
            for (int act = 0; act < ACTS; act++) {
                act("room" + random.nextInt(3));
            }
            app.post("/api/v1/room", Map.of("roomName", LAST_ROOM));
            assertThat(app.delete("/api/v1/room/" + LAST_ROOM).status()).isEqualTo(200);
        }

        private void act(String room) {
            switch (random.nextInt(10)) {
                case 0, 1, 2 -> come(room, Map.of("name", "somebody"));
                case 3 -> comeWithAToken(room);
                case 4 ->
                    any(sessions, session -> server.anyone().withBearer(session).post("/api/v1/session/leave"));
                case 5 ->
                    any(sessions, session -> server.anyone().withBearer(session).post("/api/v1/session/heartbeat"));
                case 6 -> any(peers, peer -> app.patch("/api/v1/room/" + peer, Map.of("role", "speaker")));
                case 7 -> any(peers, peer -> app.post("/api/v1/room/" + peer + "/eject"));
                case 8 ->
                    any(
                            requests,
                            request -> app.post("/api/v1/join/dev/room2/" + request
                                    + (random.nextBoolean() ? "/approve" : "/deny")));
                default -> app.put("/api/v1/room/" + room, Map.of("enableChat", random.nextBoolean()));
            }
        }

        private void comeWithAToken(String room) {
            String user = "user" + random.nextInt(4);
            String token = app.post("/api/v1/token", Map.of("roomName", room, "externalUserId", user))
                    .text("token");
            come(room, Map.of("accessToken", token));
            String bans = "/api/v1/room/" + room + "/bans/" + user;
            if (random.nextInt(3) == 0) {
                app.put(bans, Map.of());
            } else if (random.nextInt(3) == 0) {
                app.delete(bans);
            }
        }

        private void come(String room, Map<String, ?> body) {
            ApiAnswer answer = server.anyone().post("/api/v1/join/dev/" + room, body);
            if (answer.status() == 201) {
                sessions.add(answer.text("sessionToken"));
                peers.add(room + "/peers/" + answer.text("participantSessionId"));
            } else if (answer.status() == 202) {
                requests.add(answer.text("requestId"));
            }
        }

        private void any(List<String> of, Function<String, ApiAnswer> act) {
            if (!of.isEmpty()) {
                act.apply(of.get(random.nextInt(of.size())));
            }
        }
    }

    private static final class Silence implements LambdaLogger {
        @Override
        public void log(String message) {
            // Nobody reads it.
        }

        @Override
        public void log(byte[] message) {
            // Nobody reads it.
        }
    }
}
