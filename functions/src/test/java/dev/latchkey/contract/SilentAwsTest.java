package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.access.AuditLog;
import dev.latchkey.event.EventBus;
import dev.latchkey.functions.keys.RotateSigningKeyHandler;
import dev.latchkey.functions.operator.AppsHandler;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.DynamoDbStores;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.SilentAws;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.functions.priming.PrimingContext;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.outbound.Outbound;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.queue.QueueName;
import dev.latchkey.retry.Deadline;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.testing.Stalls;
import dev.latchkey.webhook.MasterKey;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/** When a service that Latchkey needs does not answer, every function says so before Lambda ends it. */
class SilentAwsTest {
    /** What Lambda gives an invocation here: not enough for two attempts that wait for a connection as long as they may. */
    private static final Duration TIME = Duration.ofMillis(1900);

    private static final int AT_A_TIME = 14;

    /** The routes that sign or verify a token. */
    private static final Set<String> NEED_KEYS = Set.of(
            "POST /api/v1/token",
            "POST /api/v1/token/validate",
            "GET /api/v1/join/{appName}/{roomName}/{requestId}",
            "DELETE /api/v1/join/{appName}/{roomName}/{requestId}",
            "POST /api/v1/session/heartbeat",
            "POST /api/v1/session/leave");

    private final TableFixture service = new TableFixture();
    private final Tenant tenant = Tenant.settle(service, "dev");

    static Stream<Arguments> silences() {
        return Stream.of(
                Arguments.of("takes requests", (Supplier<SilentAws>) SilentAws::whichListens),
                Arguments.of("takes no connections", (Supplier<SilentAws>) SilentAws::whichIsNotThere));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silences")
    void tableThatDoesNotAnswerIs503OnEveryRoute(String name, Supplier<SilentAws> silence) throws Exception {
        try (SilentAws aws = silence.get()) {
            Platform platform = silentTable(aws);
            Map<String, Answer> answers =
                    together(RouteCase.ALL, RouteCase::route, route -> ask(handler(platform, route), event(route)));
            assertThat(answers).allSatisfy((route, answer) -> isUnavailable(answer));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silences")
    void tableThatDoesNotAnswerIsToldToTheOperator(String name, Supplier<SilentAws> silence) throws Exception {
        try (SilentAws aws = silence.get()) {
            RequestStreamHandler apps = new AppsHandler(silentTable(aws));
            List<String> actions = List.of(
                    "{'action':'create-app','app':'dev'}",
                    "{'action':'get-app','app':'dev'}",
                    "{'action':'update-app','app':'dev','enabled':true}",
                    "{'action':'create-key','app':'dev'}",
                    "{'action':'list-keys','app':'dev'}",
                    "{'action':'update-key','app':'dev','keyId':'K','label':'l'}",
                    "{'action':'rotate-key','app':'dev','keyId':'K'}",
                    "{'action':'revoke-key','app':'dev','keyId':'K'}",
                    "{'action':'add-sender','app':'dev','sender':'AROA2EXAMPLE3EXAMPLE4'}",
                    "{'action':'list-senders','app':'dev'}",
                    "{'action':'remove-sender','app':'dev','sender':'AROA2EXAMPLE3EXAMPLE4'}");
            String keyId = service.operator("{'action':'list-keys','app':'dev'}")
                    .body()
                    .replaceAll(".*\"keyId\":\"(\\w+)\".*", "$1");
            Map<String, Answer> answers = together(
                    actions,
                    action -> action,
                    action -> ask(apps, action.replace("'K'", "'" + keyId + "'").replace('\'', '"')));
            assertThat(answers)
                    .allSatisfy((action, answer) -> assertThat(answer.code()).isEqualTo("unavailable"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silences")
    void keysThatNobodyHandsOutAre503WhereTheyAreNeeded(String name, Supplier<SilentAws> silence) throws Exception {
        try (SilentAws aws = silence.get()) {
            // Each function is new, and has to read them.
            Map<String, Answer> answers = together(NEED_KEYS, route -> route, route -> {
                RouteCase routeCase = routeCase(route);
                SigningKeys silentKeys = aws.platform(service.clock()).signingKeys();
                return ask(
                        handler(new Replaced(service.dynamoDb(), service.table(), silentKeys), routeCase),
                        event(routeCase));
            });
            assertThat(answers).allSatisfy((route, answer) -> isUnavailable(answer));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("silences")
    void rotationFailsInTimeAndIsTriedAgain(String name, Supplier<SilentAws> silence) {
        try (SilentAws aws = silence.get()) {
            RequestStreamHandler rotate = new RotateSigningKeyHandler(
                    aws.platform(service.clock()).secretsManager(), keys -> {}, service.clock());
            String event = EventFile.named("rotate-signing-key.create-secret").text();
            // The first call of a client is a slow one.
            assertThatThrownBy(() -> ask(rotate, event, Duration.ofSeconds(3))).isInstanceOf(SdkException.class);

            long start = System.nanoTime();
            Duration stalls = Stalls.untilNow();
            assertThatThrownBy(() -> ask(rotate, event)).isInstanceOf(SdkException.class);
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(TIME.plus(Stalls.untilNow().minus(stalls)));
        }
    }

    /** A function is among those above, or has to be. What is fed by a stream or a queue gets again what it did not manage. */
    @Test
    void functionsWithoutARouteAreTheOperatorsTheRotationAndThoseThatAreFed() {
        assertThat(Template.functions().values())
                .filteredOn(function -> function.routes().isEmpty())
                .extracting(Template.Function::name)
                .containsExactlyInAnyOrder(
                        "Apps",
                        "RotateSigningKey",
                        "ScheduleDeadlines",
                        "MeetDeadlines",
                        "PublishEvents",
                        "DispatchWebhooks",
                        "SendWebhook",
                        "Command",
                        "Connect",
                        "Disconnect",
                        "Receive",
                        "Push",
                        "Media");
    }

    private static void isUnavailable(Answer answer) {
        assertThat(answer.code()).isEqualTo("unavailable");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.headers().containsKey("retry-after")).isTrue();
    }

    private Platform silentTable(SilentAws aws) {
        AwsPlatform platform = aws.platform(service.clock());
        DynamoDbClient client = platform.dynamoDb();
        // The first call of a client is a slow one.
        assertThatThrownBy(() -> Deadline.ofCall(TIME)
                        .run(() -> client.getItem(get -> get.tableName("Silent")
                                .key(Map.of("pk", AttributeValue.fromS("p"), "sk", AttributeValue.fromS("s"))))))
                .isInstanceOf(SdkException.class);
        return new Replaced(client, platform.table(), service.signingKeys());
    }

    private String event(RouteCase route) {
        return route.as(tenant).event();
    }

    private static RouteCase routeCase(String route) {
        return RouteCase.ALL.stream()
                .filter(routeCase -> routeCase.route().equals(route))
                .findFirst()
                .orElseThrow();
    }

    private static RequestStreamHandler handler(Platform platform, RouteCase route) {
        try {
            return (RequestStreamHandler)
                    Class.forName(Template.behind(route.route()).handler())
                            .getConstructor(Platform.class)
                            .newInstance(platform);
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(route.route(), e);
        }
    }

    private static Answer ask(RequestStreamHandler function, String event) {
        return ask(function, event, TIME);
    }

    /** Fails if the function takes longer than Lambda would let it, on a machine that has time for it. */
    private static Answer ask(RequestStreamHandler function, String event, Duration time) {
        Countdown countdown = new Countdown(time);
        Duration stalls = Stalls.untilNow();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            function.handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, countdown);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        assertThat(Duration.ofMillis(countdown.getRemainingTimeInMillis())
                        .plus(Stalls.untilNow())
                        .minus(stalls))
                .describedAs(event)
                .isPositive();
        return Answer.read(answer.toString(StandardCharsets.UTF_8));
    }

    private static <T> Map<String, Answer> together(
            Collection<T> calls, Function<T, String> name, Function<T, Answer> ask) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(AT_A_TIME);
        try {
            Map<String, Future<Answer>> asked = new TreeMap<>();
            calls.forEach(call -> asked.put(name.apply(call), threads.submit(() -> ask.apply(call))));
            Map<String, Answer> answers = new TreeMap<>();
            for (Map.Entry<String, Future<Answer>> call : asked.entrySet()) {
                answers.put(call.getKey(), call.getValue().get());
            }
            return answers;
        } finally {
            threads.shutdownNow();
        }
    }

    /** An invocation whose time runs out. */
    private static final class Countdown extends PrimingContext {
        private final long end;

        Countdown(Duration time) {
            this.end = System.nanoTime() + time.toNanos();
        }

        @Override
        public int getRemainingTimeInMillis() {
            return (int) Duration.ofNanos(end - System.nanoTime()).toMillis();
        }
    }

    private final class Replaced implements Platform {
        private final DynamoDbClient dynamoDb;
        private final String table;
        private final SigningKeys signingKeys;

        Replaced(DynamoDbClient dynamoDb, String table, SigningKeys signingKeys) {
            this.dynamoDb = dynamoDb;
            this.table = table;
            this.signingKeys = signingKeys;
        }

        @Override
        public Clock clock() {
            return service.clock();
        }

        @Override
        public Stores stores() {
            return new DynamoDbStores(dynamoDb, table, auditLog(), clock());
        }

        @Override
        public SigningKeys signingKeys() {
            return signingKeys;
        }

        @Override
        public MessageQueue queue(QueueName name) {
            return service.queue(name);
        }

        @Override
        public MasterKey webhookKey() {
            return service.webhookKey();
        }

        @Override
        public MediaSecrets mediaSecrets() {
            return service.mediaSecrets();
        }

        @Override
        public Outbound outbound() {
            return service.outbound();
        }

        @Override
        public EventBus eventBus() {
            return service.eventBus();
        }

        /** Nobody reads them. */
        @Override
        public AuditLog auditLog() {
            return decision -> {};
        }
    }
}
