package dev.latchkey.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.signing.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AppTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final AppName ACME = new AppName("acme");

    @ParameterizedTest
    @ValueSource(strings = {"a", "0", "acme", "a-b", "a--b", "9to5"})
    void nameIsMadeOfLowerCaseLettersDigitsAndInnerHyphens(String text) {
        assertThat(AppName.parse(text)).contains(new AppName(text));
        assertThat(new AppName(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "-", "-a", "a-", "Acme", "a_b", "a.b", "a b", "a#b", "a:session", "acme\n", "\u00e4", "a/b"})
    void nothingElseNamesAnApp(String text) {
        assertThat(AppName.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new AppName(text));
    }

    @Test
    void nameHasOneToFortyCharacters() {
        assertThat(AppName.parse("x".repeat(40))).isPresent();
        assertThat(AppName.parse("x".repeat(41))).isEmpty();
    }

    @Test
    void withoutACapATokenEndsWhenItsCallerSays() {
        App app = App.create(ACME, NOON);

        assertThat(app.capExpiry(Instant.MAX, NOON)).isEqualTo(Instant.MAX);
        assertThat(app.capExpiry(NOON.plusSeconds(1), NOON)).isEqualTo(NOON.plusSeconds(1));
    }

    @Test
    void capBringsTheEndForwardAndNeverPutsItOff() {
        App app = capped(Duration.ofHours(1));
        Instant latest = NOON.plusSeconds(3600);

        assertThat(app.capExpiry(Instant.MAX, NOON)).isEqualTo(latest);
        assertThat(app.capExpiry(latest.plusNanos(1), NOON)).isEqualTo(latest);
        assertThat(app.capExpiry(latest, NOON)).isEqualTo(latest);
        assertThat(app.capExpiry(latest.minusNanos(1), NOON)).isEqualTo(latest.minusNanos(1));
    }

    private static App capped(Duration lifetime) {
        return new App(ACME, NOON, true, lifetime, Instant.EPOCH, "", SigningAlgorithm.HS256, true, 0, List.of(), 1);
    }
}
