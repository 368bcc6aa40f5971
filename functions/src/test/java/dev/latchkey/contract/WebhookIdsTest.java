package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What cannot be the id of anything is refused, and never asked the table for. */
class WebhookIdsTest {
    private final MemoryFixture service = new MemoryFixture();
    private final String key = service.app("dev");
    private final String webhook = service.call("POST /api/v1/webhooks")
            .header("x-api-key", key)
            .body("{'url':'https://example.com/hooks'}")
            .send(201)
            .text("webhookId");

    @ParameterizedTest
    @CsvSource({"'', 0, 400", "a, 1, 200", "a, 100, 200", "a, 101, 400", "'a b', 1, 400"})
    void deliveriesAreNamedByWhatCanBeAKey(String text, int times, int status) {
        Answer answer = service.call("POST /api/v1/webhooks/{webhookId}/replay")
                .path("webhookId", webhook)
                .header("x-api-key", key)
                .body("{'deliveryIds':['" + text.repeat(times) + "']}")
                .send(status);
        if (status == 400) {
            assertThat(((Map<?, ?>) ((List<?>) answer.json().get("errors")).get(0)).get("field"))
                    .isEqualTo("deliveryIds");
        }
    }
}
