package dev.latchkey.aws;

import static dev.latchkey.testing.MeetingFixture.APP;
import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.Event;
import dev.latchkey.event.EventBus;
import dev.latchkey.event.EventType;
import dev.latchkey.json.Json;
import dev.latchkey.retry.Deadline;
import dev.latchkey.room.RoomName;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.services.eventbridge.EventBridgeClient;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequest;
import software.amazon.awssdk.services.eventbridge.model.PutEventsRequestEntry;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResponse;
import software.amazon.awssdk.services.eventbridge.model.PutEventsResultEntry;

/** A bus that takes some events of a request and not others, as EventBridge does. */
class EventBridgeBusTest {
    private final FakeEventBridge eventBridge = new FakeEventBridge();
    private final EventBridgeBus bus = new EventBridgeBus(eventBridge, "events");

    @Test
    void anEventGoesOutUnderItsTypeWithItselfAsTheDetail() {
        Event event = event(0, 10);

        assertThat(bus.publish(List.of(event))).isEqualTo(EventBus.Result.ALL_TAKEN);

        PutEventsRequestEntry entry = eventBridge.taken.get(0);
        assertThat(entry.eventBusName()).isEqualTo("events");
        assertThat(entry.source()).isEqualTo("latchkey");
        assertThat(entry.detailType()).isEqualTo("peer.joined");
        assertThat(entry.time()).isEqualTo(NOON);
        assertThat(Json.readObject(entry.detail())).isEqualTo(Json.readObject(Json.write(event.toJson())));
    }

    @Test
    void whatIsNotTakenIsAskedAgainAndNothingElse() {
        eventBridge.errors.add(List.of("", "ThrottlingException", ""));
        eventBridge.errors.add(List.of("InternalFailure"));

        assertThat(bus.publish(events(3, 10))).isEqualTo(EventBus.Result.ALL_TAKEN);

        assertThat(eventBridge.calls).isEqualTo(3);
        assertThat(eventBridge.taken).hasSize(3);
    }

    @Test
    void aCallThatFailsIsMadeAgain() {
        eventBridge.failing = 2;

        assertThat(bus.publish(events(2, 10))).isEqualTo(EventBus.Result.ALL_TAKEN);

        assertThat(eventBridge.taken).hasSize(2);
    }

    @Test
    void whatIsNotTakenInTimeIsSaidToBeSo() {
        eventBridge.failing = Integer.MAX_VALUE;
        List<Event> events = events(2, 10);

        EventBus.Result result = Deadline.ofCall(Duration.ofMillis(600)).run(() -> bus.publish(events));

        assertThat(result).isEqualTo(new EventBus.Result(List.of(), events));
    }

    @ParameterizedTest
    @ValueSource(strings = {"MalformedDetail", "InvalidArgument"})
    void whatIsRefusedForGoodIsNotAskedAgain(String error) {
        eventBridge.errors.add(List.of("", error));
        List<Event> events = events(2, 10);

        assertThat(bus.publish(events)).isEqualTo(new EventBus.Result(events.subList(1, 2), List.of()));

        assertThat(eventBridge.calls).isOne();
    }

    @Test
    void aRequestHoldsNoMoreThanTenEventsAndNoMoreBytesThanItMay() {
        assertThat(bus.publish(events(25, 10))).isEqualTo(EventBus.Result.ALL_TAKEN);
        assertThat(bus.publish(events(6, 100 * 1024))).isEqualTo(EventBus.Result.ALL_TAKEN);

        assertThat(eventBridge.taken).hasSize(31);
        assertThat(eventBridge.calls).isEqualTo(6);
    }

    @Test
    void anEventThatIsLongerThanARequestIsRefusedAndTheOthersGoOut() {
        Event tooLong = event(0, 256 * 1024);

        EventBus.Result result = bus.publish(List.of(tooLong, event(1, 10)));

        assertThat(result).isEqualTo(new EventBus.Result(List.of(tooLong), List.of()));
        assertThat(eventBridge.taken).hasSize(1);
    }

    private static List<Event> events(int count, int size) {
        return IntStream.range(0, count).mapToObj(i -> event(i, size)).toList();
    }

    private static Event event(int number, int size) {
        return new Event(
                "evt_" + number,
                EventType.PEER_JOINED,
                NOON,
                APP,
                new RoomName("hall"),
                "id",
                "1",
                Map.of("filling", "x".repeat(size)));
    }

    /** By the rules of EventBridge. What each call answers is said beforehand, event by event; then all is taken. */
    private static final class FakeEventBridge implements EventBridgeClient {
        final Deque<List<String>> errors = new ArrayDeque<>();
        final List<PutEventsRequestEntry> taken = new ArrayList<>();
        int calls;
        int failing;

        @Override
        public PutEventsResponse putEvents(PutEventsRequest request) {
            if (failing-- > 0) {
                throw SdkClientException.create("nobody answers");
            }
            calls++;
            int bytes = request.entries().stream()
                    .mapToInt(entry -> entry.detail().getBytes(StandardCharsets.UTF_8).length
                            + entry.source().length()
                            + entry.detailType().length()
                            + 14)
                    .sum();
            assertThat(bytes).isLessThanOrEqualTo(256 * 1024);
            assertThat(request.entries()).hasSizeBetween(1, 10);
            List<String> answers = errors.isEmpty() ? List.of() : errors.pop();
            List<PutEventsResultEntry> results = new ArrayList<>();
            for (int i = 0; i < request.entries().size(); i++) {
                String error = i < answers.size() ? answers.get(i) : "";
                if (error.isEmpty()) {
                    taken.add(request.entries().get(i));
                    results.add(PutEventsResultEntry.builder().eventId("id").build());
                } else {
                    results.add(PutEventsResultEntry.builder().errorCode(error).build());
                }
            }
            return PutEventsResponse.builder().entries(results).build();
        }

        @Override
        public String serviceName() {
            return "events";
        }

        @Override
        public void close() {
            // It holds nothing.
        }
    }
}
