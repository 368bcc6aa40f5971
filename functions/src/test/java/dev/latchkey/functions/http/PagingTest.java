package dev.latchkey.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.page.PageRequest;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PagingTest {
    @Test
    void limitIsOneToAHundredAndUsuallyTwentyFive() {
        assertThat(Paging.wanted(request(Map.of())).limit()).isEqualTo(25);
        assertThat(Paging.wanted(request(Map.of("limit", "1"))).limit()).isEqualTo(1);
        assertThat(Paging.wanted(request(Map.of("limit", "100"))).limit()).isEqualTo(100);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0", "101", "-1", "+1", "1.0", "ten", " 5", "1000", "99999999999", "\u0661"})
    void anyOtherLimitIsRefused(String limit) {
        refuses(() -> Paging.wanted(request(Map.of("limit", limit))));
    }

    @Test
    void cursorGivesBackWhatItWasMadeOf() {
        String position = "2026-01-01T12:00:00Z\n\nstandup";

        assertThat(Paging.wanted(request(Map.of("cursor", Paging.cursorAt(position))), Optional::of))
                .isEqualTo(PageRequest.after(25, position));
    }

    @Test
    void withoutACursorTheFirstPageIsWanted() {
        assertThat(Paging.wanted(request(Map.of()))).isEqualTo(PageRequest.first(25));
        assertThat(Paging.wanted(request(Map.of()), Optional::of)).isEqualTo(PageRequest.first(25));
    }

    @Test
    void cursorNeedsNoEncodingInAUrl() {
        assertThat(Paging.cursorAt("\u00ff\u00ff\u00ff\na?b&c=d")).matches("[A-Za-z0-9_-]+");
    }

    @Test
    void positionIsOneIdAndNothingElse() {
        assertThat(Paging.wanted(request(Map.of("cursor", Paging.cursorAt("01KDWPVNG0")))))
                .isEqualTo(PageRequest.after(25, "01KDWPVNG0"));
        refuses(() -> Paging.wanted(request(Map.of("cursor", Paging.cursorAt("a b")))));
        refuses(() -> Paging.wanted(request(Map.of("cursor", Paging.cursorAt("")))));
        refuses(() -> Paging.wanted(request(Map.of("cursor", Paging.cursorAt("a\nb")))));
    }

    @Test
    void cursorOfNoListIsRefused() {
        refuses(() -> Paging.wanted(request(Map.of("cursor", "not base64!"))));
        refuses(() -> Paging.wanted(request(Map.of("cursor", Paging.cursorAt("01"))), text -> Optional.empty()));
    }

    private static void refuses(Runnable reading) {
        assertThatThrownBy(reading::run)
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.MALFORMED_REQUEST));
    }

    private static Request request(Map<String, String> query) {
        return new Request("req-1", "GET", "GET /api/v1/rooms", Map.of(), query, Map.of(), "", "", List.of(), "");
    }
}
