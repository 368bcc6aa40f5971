package dev.latchkey.webhook;

import static dev.latchkey.webhook.WebhookFixture.APP;
import static dev.latchkey.webhook.WebhookFixture.ROOM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.event.Event;
import dev.latchkey.event.EventType;
import dev.latchkey.json.Json;
import dev.latchkey.room.RoomName;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EventDispatchTest {
    private final WebhookFixture fixture = new WebhookFixture();

    @Test
    void anEventIsKeptForEachWhoWantsItAndSentOnItsWay() {
        fixture.endpoints.put(WebhookFixture.endpoint("wh_2", Set.of(EventType.PEER_JOINED), Set.of(ROOM)));
        fixture.endpoints.put(WebhookFixture.endpoint("wh_3", Set.of(EventType.PEER_LEFT), Set.of()));
        fixture.endpoints.put(WebhookFixture.endpoint("wh_4", Set.of(), Set.of(new RoomName("other"))));
        Event event = fixture.event(1);

        fixture.dispatch.take(event);

        assertThat(fixture.all("wh_1")).hasSize(1);
        assertThat(fixture.all("wh_2")).hasSize(1);
        assertThat(fixture.all("wh_3")).isEmpty();
        assertThat(fixture.all("wh_4")).isEmpty();
        assertThat(fixture.queue.size()).isEqualTo(2);
        assertThat(fixture.only().body()).isEqualTo(Json.write(event.toJson()));
        assertThat(fixture.only().state()).isEqualTo(DeliveryState.PENDING);
    }

    @Test
    void anEventOfNoRoomGoesToThoseWhoWantEveryRoom() {
        fixture.endpoints.put(WebhookFixture.endpoint("wh_2", Set.of(), Set.of(ROOM)));
        fixture.dispatch.take(
                new Event("evt_1", EventType.TOKEN_REVOKED, WebhookFixture.NOON, APP, null, null, "1", Map.of()));
        assertThat(fixture.all("wh_1")).hasSize(1);
        assertThat(fixture.all("wh_2")).isEmpty();
    }

    @Test
    void anEventThatIsToldTwiceIsKeptOnceAndDeliveredOnce() {
        Event event = fixture.event(1);
        fixture.dispatch.take(event);
        fixture.dispatch.take(event);
        assertThat(fixture.all()).hasSize(1);
        fixture.runFor(Duration.ofMinutes(1));
        fixture.dispatch.take(event);
        fixture.runFor(Duration.ofMinutes(1));
        assertThat(fixture.all()).hasSize(1);
        assertThat(fixture.outbound.calls()).hasSize(1);
    }

    @Test
    void whoIsSwitchedOffGetsNothing() {
        fixture.health.put(fixture.healthNow().switchedOff(WebhookFixture.GONE));
        fixture.happens(1);
        assertThat(fixture.all()).isEmpty();
        assertThat(fixture.queue.size()).isZero();
    }

    @Test
    void whatARoomSaysIsAnEndpointForOneTypeOfEvent() {
        fixture.endpoints.delete(APP, "wh_1");
        fixture.roomFields.put(RoomWebhook.LEFT, "https://example.com/left");
        fixture.dispatch.take(fixture.event(1, EventType.PEER_JOINED, ROOM));
        assertThat(fixture.all(WebhookEndpoint.ROOMS)).isEmpty();

        fixture.dispatch.take(fixture.event(2, EventType.PEER_LEFT, ROOM));
        fixture.runFor(Duration.ofSeconds(1));

        assertThat(fixture.all(WebhookEndpoint.ROOMS))
                .extracting(Delivery::url, Delivery::state)
                .containsExactly(tuple("https://example.com/left", DeliveryState.DELIVERED));
        assertThat(fixture.outbound.calls().get(0).address()).hasToString("https://example.com/left");
    }

    @Test
    void theFourFieldsOfARoomAreAboutTheFourTypes() {
        assertThat(RoomWebhook.about(EventType.PEER_JOINED)).contains(RoomWebhook.JOIN);
        assertThat(RoomWebhook.about(EventType.PEER_LEFT)).contains(RoomWebhook.LEFT);
        assertThat(RoomWebhook.about(EventType.SESSION_STARTED)).contains(RoomWebhook.STARTED);
        assertThat(RoomWebhook.about(EventType.SESSION_ENDED)).contains(RoomWebhook.ENDED);
        assertThat(RoomWebhook.about(EventType.ROOM_CREATED)).isEmpty();
    }

    @Test
    void anAddressThatARoomNamesIsSwitchedOffForItself() {
        fixture.roomFields.put(RoomWebhook.JOIN, "https://example.com/gone");
        String target = EventDispatch.target("https://example.com/gone");
        fixture.health.put(EndpointHealth.good(APP, target).switchedOff(WebhookFixture.GONE));
        fixture.happens(1);
        assertThat(fixture.all(WebhookEndpoint.ROOMS)).isEmpty();

        fixture.roomFields.put(RoomWebhook.JOIN, "https://example.com/there");
        fixture.happens(2);
        assertThat(fixture.all(WebhookEndpoint.ROOMS)).hasSize(1);
    }
}
