package dev.latchkey.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardCookieTest {
    private static final AppName APP = new AppName("dev");
    private static final String RANDOM = "Aa0-_".repeat(8) + "abc";

    @Test
    void isTheAppAnd256RandomBits() {
        DashboardCookie cookie = DashboardCookie.generate(APP);
        assertThat(cookie.reveal())
                .matches("dev\\.[A-Za-z0-9_-]{43}")
                .isNotEqualTo(DashboardCookie.generate(APP).reveal());
    }

    @Test
    void isReadAsItWasMade() {
        DashboardCookie made = DashboardCookie.generate(APP);
        DashboardCookie read = DashboardCookie.parse(made.reveal()).orElseThrow();
        assertThat(read.app()).isEqualTo(APP);
        assertThat(read.sha256()).isEqualTo(made.sha256()).matches("[0-9a-f]{64}");
    }

    @Test
    void oneCharacterMoreOrLessIsNone() {
        assertThat(DashboardCookie.parse("dev." + RANDOM)).isPresent();
        assertThat(DashboardCookie.parse("dev." + RANDOM + "d")).isEmpty();
        assertThat(DashboardCookie.parse("dev." + RANDOM.substring(1))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "dev", "dev.", "DEV.", ".", "a#b.", "dev=", "dev.."})
    void whateverElseIsNone(String before) {
        assertThat(DashboardCookie.parse(before + (before.endsWith(".") && !before.equals("dev.") ? RANDOM : "")))
                .isEmpty();
    }

    @Test
    void neverPrintsItself() {
        DashboardCookie cookie = DashboardCookie.generate(APP);
        assertThat(cookie.toString())
                .doesNotContain(cookie.reveal().substring("dev.".length()))
                .doesNotContain(cookie.sha256());
    }
}
