package dev.latchkey.webhook;

import static dev.latchkey.webhook.WebhookFixture.APP;
import static dev.latchkey.webhook.WebhookFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.event.Event;
import dev.latchkey.outbound.CallResult;
import dev.latchkey.outbound.CallResult.Fault;
import dev.latchkey.testing.FakeOutbound;
import dev.latchkey.webhook.EndpointHealth.SwitchedOff;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeliveryServiceTest {
    private static final CallResult BROKEN = FakeOutbound.status(500);
    private static final CallResult HANGS = FakeOutbound.fault(Fault.TIMED_OUT);

    private final WebhookFixture fixture = new WebhookFixture();

    /** When the calls were made, from noon on. */
    private List<Duration> calledAt(CallResult result) {
        List<Duration> at = new ArrayList<>();
        fixture.outbound.answers(() -> {
            at.add(Duration.between(NOON, fixture.clock.instant()));
            return result;
        });
        return at;
    }

    @Test
    void anEventIsDeliveredAtOnceSignedAndAsItIs() {
        fixture.happens(1);
        fixture.runFor(Duration.ZERO);

        FakeOutbound.Call call = fixture.outbound.calls().get(0);
        assertThat(call.address()).hasToString("https://example.com/wh_1");
        assertThat(call.json()).isEqualTo(fixture.only().body()).contains("\"type\":\"peer.joined\"");
        assertThat(call.headers())
                .containsEntry("webhook-id", fixture.event(1).id())
                .containsEntry("webhook-timestamp", Long.toString(NOON.getEpochSecond()))
                .containsKey("webhook-signature");
        assertThat(fixture.only().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(fixture.only().last()).isEqualTo(new Delivery.Attempt(NOON, 204, "", Duration.ofMillis(5)));
        assertThat(fixture.logged).containsExactly(fixture.only());
        assertThat(fixture.queue.size()).isZero();
    }

    @Test
    void whatFailsIsAttemptedAgainByTheScheduleUntilItIsTaken() {
        List<Duration> at = calledAt(BROKEN);
        fixture.happens(1);
        fixture.runFor(Duration.ofHours(3));
        assertThat(at)
                .containsExactly(
                        Duration.ZERO,
                        Duration.ofSeconds(5),
                        Duration.parse("PT5M5S"),
                        Duration.parse("PT35M5S"),
                        Duration.parse("PT2H35M5S"));
        assertThat(fixture.only().state()).isEqualTo(DeliveryState.PENDING);

        fixture.outbound.answers(() -> FakeOutbound.status(200));
        fixture.runFor(Duration.ofDays(4));
        assertThat(fixture.only().state()).isEqualTo(DeliveryState.DELIVERED);
        assertThat(fixture.only().attempts()).isEqualTo(6);
        assertThat(fixture.healthNow().isFailing()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {301, 307, 400, 404, 429, 500, 503})
    void everythingButTwoHundredAndSomethingHasFailed(int status) {
        fixture.outbound.answers(() -> FakeOutbound.status(status));
        fixture.happens(1);
        fixture.runFor(Duration.ZERO);
        assertThat(fixture.only().state()).isEqualTo(DeliveryState.PENDING);
        assertThat(fixture.only().last().status()).isEqualTo(status);
        assertThat(fixture.queue.size()).isEqualTo(1);
    }

    @Test
    void anEndpointWhoseEveryAttemptOfThreeDaysFailedIsSwitchedOff() {
        List<Duration> at = calledAt(FakeOutbound.fault(Fault.CONNECTION_FAILED));
        fixture.happens(1);
        fixture.runFor(Duration.ofDays(3).minusSeconds(1));
        assertThat(fixture.healthNow().isOff()).isFalse();

        fixture.runFor(Duration.ofSeconds(2));
        assertThat(at).hasSize(10).last().isEqualTo(Duration.ofDays(3));
        assertThat(fixture.healthNow().off())
                .isEqualTo(new SwitchedOff(EndpointHealth.Off.FAILING, NOON.plus(Duration.ofDays(3)), ""));
        assertThat(fixture.only().state()).isEqualTo(DeliveryState.FAILED);
        assertThat(fixture.only().last().fault()).isEqualTo("connection_failed");
        assertThat(fixture.queue.size()).isZero();
    }

    @Test
    void anEndpointThatTookSomethingMeanwhileIsNotSwitchedOff() {
        fixture.outbound.answers(() -> BROKEN);
        fixture.happens(1);
        fixture.runFor(Duration.ofDays(2));
        fixture.outbound.answers(() -> FakeOutbound.status(200));
        fixture.happens(2);
        fixture.runFor(Duration.ZERO);
        fixture.outbound.answers(() -> BROKEN);
        fixture.runFor(Duration.ofDays(2));

        assertThat(fixture.healthNow().isOff()).isFalse();
        assertThat(fixture.all()).extracting(Delivery::state).contains(DeliveryState.FAILED, DeliveryState.DELIVERED);
    }

    @Test
    void anEndpointThatIsGoneIsSwitchedOffAtOnce() {
        fixture.outbound.answers(() -> FakeOutbound.status(410));
        fixture.happens(1);
        fixture.happens(2);
        fixture.runFor(Duration.ofDays(4));

        assertThat(fixture.outbound.calls()).hasSize(1);
        assertThat(fixture.healthNow().off()).isEqualTo(WebhookFixture.GONE);
        assertThat(fixture.all()).extracting(Delivery::state).containsOnly(DeliveryState.FAILED);
    }

    @Test
    void whatWasSwitchedOffAlreadyStaysAsItIs() {
        fixture.outbound.answers(() -> {
            fixture.health.put(fixture.healthNow().switchedOff(WebhookFixture.GONE));
            fixture.clock.move(Duration.ofSeconds(1));
            return FakeOutbound.status(410);
        });
        fixture.happens(1);
        fixture.runFor(Duration.ZERO);
        assertThat(fixture.healthNow().off()).isEqualTo(WebhookFixture.GONE);
    }

    @Test
    void ofARoomsAddressThatIsSwitchedOffItsOriginIsKeptAlone() {
        fixture.roomFields.put(RoomWebhook.JOIN, "https://example.com:8443/hooks/secret?key=secret");
        fixture.endpoints.delete(APP, "wh_1");
        fixture.outbound.answers(() -> FakeOutbound.status(410));
        fixture.happens(1);
        fixture.runFor(Duration.ZERO);

        String target = fixture.all(WebhookEndpoint.ROOMS).get(0).target();
        assertThat(fixture.health.find(APP, target).off())
                .isEqualTo(new SwitchedOff(EndpointHealth.Off.GONE, NOON, "https://example.com:8443"));
    }

    @Test
    void whatIsOnItsWayToAnEndpointThatIsNoMoreIsGivenUp() {
        fixture.outbound.answers(() -> BROKEN);
        fixture.happens(1);
        fixture.runFor(Duration.ZERO);
        fixture.endpoints.delete(APP, "wh_1");
        fixture.runFor(Duration.ofDays(4));
        assertThat(fixture.outbound.calls()).hasSize(1);
        assertThat(fixture.only().state()).isEqualTo(DeliveryState.FAILED);
    }

    @Test
    void anAddressThatIsAllowedNoMoreIsNotCalled() {
        fixture.roomFields.put(RoomWebhook.JOIN, "http://example.com/plain");
        fixture.endpoints.delete(APP, "wh_1");
        fixture.happens(1);
        fixture.runFor(Duration.ZERO);
        assertThat(fixture.outbound.calls()).isEmpty();
        assertThat(fixture.all(WebhookEndpoint.ROOMS))
                .singleElement()
                .satisfies(delivery -> assertThat(delivery.last().fault()).isEqualTo("address_not_allowed"));
    }

    /** The message came, the next was sent, and the process died before it wrote down the attempt. */
    @Test
    void whatDiesBetweenTwoStepsGoesOn() {
        fixture.outbound.answers(() -> BROKEN);
        fixture.happens(1);
        Delivery before = fixture.only();
        fixture.runFor(Duration.ZERO);
        fixture.deliveries.update(fixture.only(), before);

        fixture.outbound.answers(() -> FakeOutbound.status(200));
        fixture.runFor(Duration.ofSeconds(5));
        assertThat(fixture.only().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void aMessageThatComesTwiceIsAttemptedOnce() {
        fixture.happens(1);
        List<String> messages = new ArrayList<>();
        fixture.queue.runFor(Duration.ZERO, messages::add);
        fixture.service.take(messages.get(0));
        fixture.service.take(messages.get(0));
        assertThat(fixture.outbound.calls()).hasSize(1);
    }

    @Test
    void aMessageOfAnEarlierAttemptIsPassedOver() {
        fixture.outbound.answers(() -> BROKEN);
        fixture.happens(1);
        List<String> messages = new ArrayList<>();
        fixture.queue.runFor(Duration.ZERO, messages::add);
        fixture.service.take(messages.get(0));
        fixture.service.take(messages.get(0));
        assertThat(fixture.outbound.calls()).hasSize(1);
        assertThat(fixture.queue.size()).isEqualTo(1);
    }

    @Test
    void aMessageThatIsNoneIsNotTaken() {
        for (String text : List.of("{}", "[]", "{\"app\":\"dev\",\"endpoint\":\"wh_1\",\"delivery\":\"x\"}")) {
            assertThatThrownBy(() -> fixture.service.take(text)).isInstanceOf(RuntimeException.class);
        }
    }

    @Test
    void anEndpointThatKeepsFailingIsNotAttemptedForEveryEvent() {
        List<Duration> at = calledAt(BROKEN);
        for (int number = 1; number <= 100; number++) {
            fixture.happens(number);
        }
        fixture.runFor(Duration.ZERO);
        assertThat(at).hasSize(5);
        assertThat(fixture.healthNow().isOpen()).isTrue();
        assertThat(fixture.all()).hasSize(100).allMatch(delivery -> delivery.state() == DeliveryState.PENDING);
    }

    @Test
    void anEndpointThatHangsIsLeftAloneAfterTwoEvents() {
        List<Duration> at = calledAt(HANGS);
        for (int number = 1; number <= 10; number++) {
            fixture.happens(number);
        }
        fixture.runFor(Duration.ZERO);
        assertThat(at).hasSize(2);
    }

    @Test
    void whatWasPutOffIsDeliveredWhenTheEndpointIsBack() {
        fixture.outbound.answers(() -> BROKEN);
        for (int number = 1; number <= 250; number++) {
            fixture.happens(number);
        }
        fixture.runFor(Duration.ofMinutes(20));
        fixture.outbound.answers(() -> FakeOutbound.status(200));
        fixture.runFor(EndpointHealth.LONGEST_PAUSE.plusMinutes(1));

        assertThat(fixture.healthNow().isOpen()).isFalse();
        assertThat(fixture.healthNow().hasPutOff()).isFalse();
        assertThat(fixture.all())
                .hasSize(250)
                .filteredOn(delivery -> delivery.state() == DeliveryState.PENDING)
                .as("those that were attempted before, and have their own schedule")
                .allMatch(delivery -> delivery.attempts() > 0)
                .hasSizeLessThan(20);
        fixture.runFor(Duration.ofHours(1));
        assertThat(fixture.all()).allMatch(delivery -> delivery.state() == DeliveryState.DELIVERED);
        assertThat(fixture.queue.size()).isZero();
    }

    @Test
    void whileItIsOpenOneEventIsTriedNowAndThen() {
        List<Duration> at = calledAt(BROKEN);
        for (int number = 1; number <= 40; number++) {
            fixture.happens(number);
        }
        fixture.runFor(Duration.ofMinutes(4));
        // Five at noon and each again after five seconds; then one after half a minute, and after twice the time each.
        assertThat(at.stream().filter(time -> time.compareTo(Duration.ofSeconds(10)) > 0))
                .startsWith(Duration.ofSeconds(30), Duration.ofSeconds(35), Duration.ofSeconds(60));
        assertThat(at).hasSizeLessThan(20);
    }

    @Test
    void anEndpointThatComesAndGoesLosesNothing() {
        int[] call = {0};
        fixture.outbound.answers(() -> (call[0]++ / 7) % 2 == 0 ? BROKEN : FakeOutbound.status(200));
        for (int number = 1; number <= 300; number++) {
            fixture.happens(number);
            fixture.runFor(Duration.ofSeconds(number % 10));
        }
        fixture.outbound.answers(() -> FakeOutbound.status(200));
        fixture.runFor(Duration.ofDays(3));
        assertThat(fixture.all()).hasSize(300).allMatch(delivery -> delivery.state() == DeliveryState.DELIVERED);
        assertThat(fixture.queue.size()).isZero();
    }

    @Test
    void whatIsToldTooLateToBeFoundAgainIsNotPutOff() {
        Event late = fixture.event(99);
        fixture.clock.move(Duration.ofMinutes(30));
        List<Duration> at = calledAt(BROKEN);
        for (int number = 1; number <= 6; number++) {
            fixture.happens(number);
        }
        fixture.runFor(Duration.ZERO);
        assertThat(at).hasSize(5);
        fixture.dispatch.take(late);
        fixture.runFor(Duration.ZERO);
        assertThat(at).hasSize(6);
    }

    @Test
    void endpointsFailForThemselves() {
        fixture.endpoints.put(WebhookFixture.endpoint("wh_2", Set.of(), Set.of()));
        fixture.outbound.answers(() -> {
            List<FakeOutbound.Call> calls = fixture.outbound.calls();
            return calls.get(calls.size() - 1).address().getPath().equals("/wh_1") ? HANGS : FakeOutbound.status(200);
        });
        for (int number = 1; number <= 20; number++) {
            fixture.happens(number);
        }
        fixture.runFor(Duration.ZERO);
        assertThat(fixture.all("wh_2")).hasSize(20).allMatch(delivery -> delivery.state() == DeliveryState.DELIVERED);
        assertThat(fixture.all("wh_1")).hasSize(20).allMatch(delivery -> delivery.state() == DeliveryState.PENDING);
    }

    @Test
    void whatWasGivenUpIsReplayedByTheWholeScheduleAgain() {
        fixture.outbound.answers(() -> BROKEN);
        fixture.happens(1);
        fixture.runFor(Duration.ofDays(3));
        assertThat(fixture.only().state()).isEqualTo(DeliveryState.FAILED);
        fixture.health.forget(APP, "wh_1");
        WebhookEndpoint endpoint = fixture.endpoints.find(APP, "wh_1").orElseThrow();

        assertThat(fixture.replay.replayFailed(endpoint, NOON.plusSeconds(1))).isZero();
        assertThat(fixture.replay.replayFailed(endpoint, NOON)).isEqualTo(1);
        fixture.runFor(Duration.ofSeconds(10));
        assertThat(fixture.only().attempts()).isEqualTo(12);
        fixture.outbound.answers(() -> FakeOutbound.status(200));
        fixture.runFor(Duration.ofMinutes(6));
        assertThat(fixture.only().state()).isEqualTo(DeliveryState.DELIVERED);
    }

    @Test
    void whatWasTakenIsReplayedByItsId() {
        fixture.happens(1);
        fixture.runFor(Duration.ZERO);
        WebhookEndpoint endpoint = fixture.endpoints.find(APP, "wh_1").orElseThrow();
        assertThat(fixture.replay.replayFailed(endpoint, NOON)).isZero();
        assertThat(fixture.replay.replay(endpoint, List.of(fixture.only().id(), "unknown")))
                .isEqualTo(1);
        fixture.runFor(Duration.ofSeconds(3));
        assertThat(fixture.outbound.calls()).hasSize(2);
        assertThat(fixture.outbound.calls().get(0).json())
                .isEqualTo(fixture.outbound.calls().get(1).json());
    }
}
