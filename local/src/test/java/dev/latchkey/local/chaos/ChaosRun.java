package dev.latchkey.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.deadline.MeetDeadlinesHandler;
import dev.latchkey.functions.deadline.ScheduleDeadlinesHandler;
import dev.latchkey.functions.event.PublishEventsHandler;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.functions.webhook.DispatchWebhooksHandler;
import dev.latchkey.functions.webhook.SendWebhookHandler;
import dev.latchkey.local.LocalServer;
import dev.latchkey.local.Silence;
import dev.latchkey.local.TestClock;
import dev.latchkey.local.event.ChangeConsumer;
import dev.latchkey.local.event.SteppedStream;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.page.Page;
import dev.latchkey.template.TemplateFunction;
import dev.latchkey.template.TemplateYaml;
import dev.latchkey.webhook.Delivery;
import dev.latchkey.webhook.DeliveryState;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.streams.DynamoDbStreamsClient;

/** One app, its rooms and people, and the functions that see to them, by a clock that only this moves. */
final class ChaosRun implements AutoCloseable {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration LATEST = Duration.ofSeconds(1);

    private final Random random;
    private final TestClock clock = new TestClock();
    private final StormyAws api;
    private final StormyAws workers;
    private final SimulatedQueues queues;
    private final SimulatedBus bus;
    private final SimulatedBus calmBus;
    private final LocalServer server;
    private final DynamoDbClient table;
    private final SteppedStream stream;
    private final FlakyReceivers receivers;
    private final StayWatch watch = new StayWatch();
    private final LambdaFunction publisher;
    private final LambdaFunction schedule;
    private final PriorityQueue<Act> acts =
            new PriorityQueue<>(Comparator.comparing(Act::at).thenComparing(Act::number));
    private final Instant end;
    private int planned;
    private int writesSeen;

    private record Act(Instant at, int number, Runnable what) {}

    ChaosRun(Random random, URI dynamoDb) {
        this.random = random;
        this.receivers = new FlakyReceivers(new Random(random.nextLong()));
        this.queues = new SimulatedQueues(clock);
        this.bus = new SimulatedBus(queues);
        SimulatedQueues nowhere = new SimulatedQueues(clock);
        nowhere.open("WebhookEvents", 1, 1, (event, attempt) -> "{}");
        this.calmBus = new SimulatedBus(nowhere);
        this.api = new StormyAws(dynamoDb, queues, bus, new Random(random.nextLong()), 0);
        this.workers = new StormyAws(dynamoDb, queues, bus, new Random(random.nextLong()), 12);
        StormyAws neverFails = new StormyAws(dynamoDb, nowhere, calmBus, new Random(), 0);
        this.table = neverFails.client(DynamoDbClient.builder());
        this.server = LocalServer.over(api.client(DynamoDbClient.builder()), clock);
        this.end = clock.instant().plus(HOUR);
        Platform dying = new WorkerPlatform(workers, clock, server.tableName(), receivers);
        Platform sound = new WorkerPlatform(neverFails, clock, server.tableName(), receivers);
        this.publisher = function("PublishEventsFunction", new PublishEventsHandler(dying));
        this.schedule = function("ScheduleDeadlinesFunction", new ScheduleDeadlinesHandler(dying));
        LambdaFunction calmPublisher = function("PublishEventsFunction", new PublishEventsHandler(sound));
        DynamoDbStreamsClient streams = neverFails.client(DynamoDbStreamsClient.builder());
        String arn = table.describeTable(describe -> describe.tableName(server.tableName()))
                .table()
                .latestStreamArn();
        this.stream = new SteppedStream(
                streams,
                arn,
                List.of(
                        consumer(calmPublisher),
                        consumer(publisher),
                        consumer(schedule),
                        new ChangeConsumer(function("Watch", watch), List.of(), Silence.LOGGER)));
        open("WebhookEvents", 3, 10, new DispatchWebhooksHandler(dying));
        open("WebhookDeliveries", 1, 10, new SendWebhookHandler(dying));
        open("Deadlines", 3, 5, new MeetDeadlinesHandler(dying));
    }

    private void open(String queue, int batch, int mostReceipts, RequestStreamHandler handler) {
        LambdaFunction function = function(queue, handler);
        queues.open(queue, batch, mostReceipts, (event, attempt) -> {
            // Five deaths in a row at one message are what dead letters are for.
            workers.deadly(attempt < 4);
            try {
                return new String(
                        function.invoke(event.getBytes(StandardCharsets.UTF_8), Silence.LOGGER),
                        StandardCharsets.UTF_8);
            } finally {
                workers.deadly(true);
            }
        });
    }

    void passTheHour() {
        new RandomWorkload(random, server, clock, this::plan).open(receivers.endpoints());
        plan(Duration.ofMinutes(5), this::tellAgain);
        plan(Duration.ofMinutes(10), this::sweep);
        api.storms(true);
        workers.storms(true);
        runUntil(end.plus(Duration.ofMinutes(20)));
    }

    private void plan(Duration later, Runnable what) {
        acts.add(new Act(clock.instant().plus(later), planned++, what));
    }

    private void tellAgain() {
        invoke(publisher, "{\"parked\": true}");
        plan(Duration.ofMinutes(5), this::tellAgain);
    }

    private void sweep() {
        invoke(schedule, "{\"sweep\": true}");
        plan(Duration.ofMinutes(10), this::sweep);
    }

    /** EventBridge tries an invocation that failed twice more. */
    private static void invoke(LambdaFunction function, String input) {
        for (int attempt = 0; attempt < 3; attempt++) {
            try {
                function.invoke(input.getBytes(StandardCharsets.UTF_8), Silence.LOGGER);
                return;
            } catch (Exception | Error e) {
                // Perhaps the next time.
            }
        }
    }

    /** Everything that is planned and due until then, each at its time. */
    private void runUntil(Instant last) {
        while (true) {
            settle();
            Instant next = queues.nextDue().orElse(Instant.MAX);
            if (!acts.isEmpty() && acts.peek().at().isBefore(next)) {
                next = acts.peek().at();
            }
            if (next.isAfter(last)) {
                moveTo(last);
                return;
            }
            moveTo(next);
            while (!acts.isEmpty() && !acts.peek().at().isAfter(clock.instant())) {
                acts.remove().what().run();
            }
        }
    }

    private void moveTo(Instant instant) {
        if (instant.isAfter(clock.instant())) {
            clock.advance(Duration.between(clock.instant(), instant));
        }
    }

    /** Has the functions do all that there is to be done now. */
    private void settle() {
        boolean found;
        do {
            found = isWritten() && stream.step();
            while (queues.step()) {
                found = true;
            }
        } while (found);
        watch.requireNobodyInsideLongerThan(LATEST, clock.instant());
    }

    /** Whether anything was written since this was asked last. */
    private boolean isWritten() {
        int before = writesSeen;
        writesSeen = api.writes() + workers.writes();
        return writesSeen > before;
    }

    /** The storm is over: what was held up by it is done. */
    void calm() {
        api.storms(false);
        workers.storms(false);
        invoke(publisher, "{\"parked\": true}");
        settle();
    }

    private List<Map<String, AttributeValue>> items(String room, String prefix) {
        return table
                .queryPaginator(query -> query.tableName(server.tableName())
                        .consistentRead(true)
                        .keyConditionExpression("pk = :pk AND begins_with(sk, :sk)")
                        .expressionAttributeValues(Map.of(
                                ":pk", AttributeValue.fromS("ROOM#dev#" + room),
                                ":sk", AttributeValue.fromS(prefix))))
                .items()
                .stream()
                .toList();
    }

    /** What was told, each event once, is what a publisher has told that nothing ever fails. */
    void requireEveryEvent() {
        assertThat(bus.events())
                .as("what is told is what was committed")
                .isEqualTo(calmBus.events())
                .hasSizeGreaterThan(2 * RandomWorkload.VISITS);
    }

    /** Without one all of this shows nothing. */
    void requireAStorm() {
        assertThat(workers.deaths()).as("deaths").isPositive();
        assertThat(workers.faults()).as("faults").isPositive();
    }

    /** Who was out by the clock was out at the instant that he was due. */
    void requireTrueHistory() {
        Set<String> reasons = new HashSet<>();
        for (String room : RandomWorkload.ROOMS) {
            for (Map<String, AttributeValue> past : items(room, "PAST#")) {
                String reason = past.get("departureReason").s();
                reasons.add(reason);
                if (reason.equals("LOST")) {
                    assertThat(instant(past, "leftAt")).isEqualTo(instant(past, "leaseUntil"));
                } else if (reason.equals("TIME_UP")) {
                    assertThat(instant(past, "leftAt")).isEqualTo(instant(past, "ejectAt"));
                }
            }
            assertThat(items(room, "LIVE")).as("a meeting that nobody ended").isEmpty();
        }
        assertThat(reasons).contains("LOST", "LEFT");
    }

    /** A room with a cap has all its places once everybody is gone, and not one more. */
    void requireEveryPlace() {
        Map<String, Object> somebody = Map.of("name", "somebody");
        for (int i = 0; i < RandomWorkload.CAP; i++) {
            assertThat(server.anyone().post("/api/v1/join/dev/small", somebody).status())
                    .as("place %s", i)
                    .isEqualTo(201);
        }
        assertThat(server.anyone().post("/api/v1/join/dev/small", somebody).problem())
                .isEqualTo("room_full");
    }

    /** A day later, with receivers that work again, nothing is on its way any more. */
    void requireEveryWebhook() {
        acts.clear();
        receivers.heal();
        runUntil(clock.instant().plus(Duration.ofDays(1)));
        Stores stores = new WorkerPlatform(workers, clock, server.tableName(), receivers).stores();
        Set<String> reached = new HashSet<>();
        for (FlakyReceivers.Endpoint endpoint : receivers.endpoints()) {
            List<Delivery> kept =
                    Page.all(100, wanted -> stores.deliveries().list(new AppName("dev"), endpoint.id, wanted));
            Map<String, DeliveryState> states = new TreeMap<>();
            kept.forEach(delivery -> states.put(delivery.eventId(), delivery.state()));
            for (Map<String, Object> event : bus.events().values()) {
                String id = String.valueOf(event.get("id"));
                if (endpoint.wants(event)) {
                    DeliveryState state = states.get(id);
                    boolean delivered = endpoint.taken.contains(id) && state == DeliveryState.DELIVERED;
                    // Whoever said that he is gone is sent nothing more.
                    boolean off = state == null && endpoint.path.equals("gone");
                    assertThat(delivered || off || state == DeliveryState.FAILED)
                            .as("%s to %s is %s", event.get("type"), endpoint.path, state)
                            .isTrue();
                    reached.add(delivered ? "delivered" : "given up");
                }
            }
        }
        assertThat(queues.dead()).as("messages that nobody could work off").isEmpty();
        assertThat(reached).contains("delivered", "given up");
    }

    @Override
    public void close() {
        server.close();
        table.deleteTable(delete -> delete.tableName(server.tableName()));
    }

    private static Instant instant(Map<String, AttributeValue> item, String attribute) {
        AttributeValue value = item.get(attribute);
        return value == null ? StayWatch.LATER_THAN_ALL : Instant.ofEpochMilli(Long.parseLong(value.n()));
    }

    private static LambdaFunction function(String name, RequestStreamHandler handler) {
        return new LambdaFunction(name, handler, Duration.ofSeconds(60));
    }

    private static ChangeConsumer consumer(LambdaFunction function) {
        List<String> patterns = TemplateYaml.read(Path.of("..", "template.yaml"), Map.of()).functions().stream()
                .filter(one -> one.name().equals(function.name()))
                .findFirst()
                .map(TemplateFunction::changePatterns)
                .orElseThrow();
        return new ChangeConsumer(function, patterns, Silence.LOGGER);
    }
}
