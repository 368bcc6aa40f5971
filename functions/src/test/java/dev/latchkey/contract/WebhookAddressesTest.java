package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where an app may want to be told: it is refused at once, in the field, wherever no name has to be looked up to see it. */
class WebhookAddressesTest {
    private static final List<String> ROOM_FIELDS =
            List.of("meetingJoinWebhook", "meetingLeftWebhook", "meetingStartedWebhook", "meetingEndedWebhook");

    private final MemoryFixture service = new MemoryFixture();
    private final Client app = Client.of(service).with("x-api-key", service.app("dev"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://example.com/hooks",
                "https://10.0.0.1/hooks",
                "https://[::1]/hooks",
                "https://[::ffff:169.254.169.254]/hooks",
                "https://2852039166/hooks",
                "https://0251.0376.0251.0376/hooks"
            })
    void whatIsNoneOfTheInternetIsRefusedInItsField(String address) {
        String webhook = app.post("/api/v1/webhooks", Map.of("url", "https://example.com/hooks"))
                .text("webhookId");
        app.post("/api/v1/room", Map.of("roomName", "hall")).succeeded();

        assertThat(fields(app.post("/api/v1/webhooks", Map.of("url", address)))).containsExactly("url");
        assertThat(fields(app.patch("/api/v1/webhooks/" + webhook, Map.of("url", address))))
                .containsExactly("url");
        assertThat(app.get("/api/v1/webhooks/" + webhook).text("url")).isEqualTo("https://example.com/hooks");
        Map<String, String> room = ROOM_FIELDS.stream().collect(Collectors.toMap(field -> field, field -> address));
        assertThat(fields(app.post("/api/v1/room", room))).containsExactlyInAnyOrderElementsOf(ROOM_FIELDS);
        assertThat(fields(app.put("/api/v1/room/hall", room))).containsExactlyInAnyOrderElementsOf(ROOM_FIELDS);
    }

    @Test
    void allThatIsWrongIsSaidAtOnce() {
        assertThat(fields(app.post(
                        "/api/v1/webhooks",
                        Map.of("url", "https://10.0.0.1/", "types", List.of("peer.flew"), "colour", 1))))
                .containsExactlyInAnyOrder("url", "types", "colour");
        assertThat(fields(app.post(
                        "/api/v1/room", Map.of("meetingLeftWebhook", "https://10.0.0.1/", "privacy", "secret"))))
                .containsExactlyInAnyOrder("meetingLeftWebhook", "privacy");
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://example.com/hooks", "https://1.1.1.1/", "https://[2606:4700::1111]:8443/a?b=c"})
    void theInternetIsTaken(String address) {
        app.post("/api/v1/webhooks", Map.of("url", address)).succeeded();
        assertThat(app.post("/api/v1/room", Map.of("meetingEndedWebhook", address))
                        .text("meetingEndedWebhook"))
                .isEqualTo(address);
    }

    private static Stream<Object> fields(Answer refused) {
        assertThat(refused.status()).isEqualTo(400);
        return refused.list("errors").stream().map(error -> error.get("field"));
    }
}
