package dev.latchkey.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    @Test
    void limitIsOneToAHundredAndUsuallyTwentyFive() {
        assertThat(Paging.limit(request(Map.of()))).isEqualTo(25);
        assertThat(Paging.limit(request(Map.of("limit", "1")))).isEqualTo(1);
        assertThat(Paging.limit(request(Map.of("limit", "100")))).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "101", "-1", "+1", "1.0", "ten", " 5", "1000", "99999999999", "\u0661"})
    void anyOtherLimitIsRefused(String limit) {
        refuses(() -> Paging.limit(request(Map.of("limit", limit))));
    }

    @Test
    void cursorGivesBackWhatItWasMadeOf() {
        List<String> parts = List.of("2026-01-01T12:00:00Z", "", "standup");

        assertThat(Paging.cursor(request(Map.of("cursor", Paging.cursor(parts)))))
                .contains(parts);
        assertThat(Paging.cursor(request(Map.of()))).isEmpty();
    }

    @Test
    void cursorNeedsNoEncodingInAUrl() {
        assertThat(Paging.cursor(List.of("\u00ff\u00ff\u00ff", "a?b&c=d"))).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void positionIsOneIdAndNothingElse() {
        assertThat(Paging.position(request(Map.of("cursor", Paging.cursorAt("01KDWPVNG0")))))
                .contains("01KDWPVNG0");
        refuses(() -> Paging.position(request(Map.of("cursor", Paging.cursorAt("a b")))));
        refuses(() -> Paging.position(request(Map.of("cursor", Paging.cursorAt("")))));
        refuses(() -> Paging.position(request(Map.of("cursor", Paging.cursor(List.of("a", "b"))))));
    }

    @Test
    void cursorOfNoListIsRefused() {
        refuses(() -> Paging.cursor(request(Map.of("cursor", "not base64!"))));
    }

    private static void refuses(Runnable reading) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED_REQUEST));
    }

    private static Request request(Map<String, String> query) {
        return new Request("req-1", "GET", "GET /api/v1/rooms", Map.of(), query, Map.of(), "", "");
    }
}
