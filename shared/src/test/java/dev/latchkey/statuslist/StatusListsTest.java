package dev.latchkey.statuslist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.json.Json;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.MovingClock;
import dev.latchkey.signing.TestKeys;
import dev.latchkey.token.SessionTokens;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Test;

class StatusListsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final StatusListId LIST = new StatusListId(new AppName("acme"), 3);
    private static final String URL = "https://api.example.com";

    private final MovingClock clock = new MovingClock(NOON);
    private StatusListStore.Voided voided = new StatusListStore.Voided(false, Set.of());
    private Instant since = NOON;
    private final StatusLists lists = new StatusLists(this::read, new TestKeys(), clock);

    private StatusListStore.Voided read(StatusListId list, Instant asked) {
        since = asked;
        return voided;
    }

    @Test
    void isAStatusListTokenOfItsAddress() {
        String[] parts = lists.signed(LIST, URL).split("\\.");

        assertThat(json(parts[0])).containsEntry("typ", "statuslist+jwt").containsEntry("alg", "ES256");
        assertThat(json(parts[1]))
                .containsOnlyKeys("sub", "iat", "exp", "ttl", "status_list")
                .containsEntry("sub", URL + "/.well-known/status/acme.3")
                .containsEntry("iat", NOON.getEpochSecond())
                .containsEntry("exp", NOON.getEpochSecond() + 60)
                .containsEntry("ttl", 10L)
                .containsEntry("status_list", StatusList.of(Set.of()));
        assertThat(since).as("looks back over a token's life").isEqualTo(NOON.minusSeconds(330));
    }

    @Test
    void sameContentIsSignedOnceInTheTimeThatItIsKept() {
        String first = lists.signed(LIST, URL);
        clock.move(Duration.ofMillis(9_999));
        assertThat(lists.signed(LIST, URL)).isEqualTo(first);
        clock.move(Duration.ofMillis(1));
        assertThat(lists.signed(LIST, URL)).isNotEqualTo(first);
    }

    @Test
    void whoeverIsOutIsInTheNextListThatIsAskedFor() {
        lists.signed(LIST, URL);
        voided = new StatusListStore.Voided(false, Set.of(4711));

        assertThat(json(lists.signed(LIST, URL).split("\\.")[1]))
                .containsEntry("status_list", StatusList.of(Set.of(4711)));
    }

    @Test
    void inAnAppThatIsSwitchedOffEverythingIsVoid() {
        voided = new StatusListStore.Voided(true, Set.of());

        assertThat(json(lists.signed(LIST, URL).split("\\.")[1])).containsEntry("status_list", StatusList.everything());
    }

    @Test
    void listsOfOtherAddressesAreOthersAndAreNotKeptWithoutEnd() {
        String first = lists.signed(LIST, URL);
        for (int i = 0; i < 100; i++) {
            assertThat(json(lists.signed(LIST, URL + i).split("\\.")[1])).containsEntry("sub", LIST.uri(URL + i));
        }
        assertThat(lists.signed(LIST, URL))
                .as("was forgotten, and is signed anew")
                .isNotEqualTo(first);
    }

    @Test
    void isNoSessionTokenThoughItsKeyIsOne() {
        String list = lists.signed(LIST, URL);

        Assertions.assertThatThrownBy(() -> new SessionTokens(new TestKeys()).read(list, NOON))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("typ");
    }

    private static Map<String, Object> json(String part) {
        return Json.readObject(new String(Base64.getUrlDecoder().decode(part), StandardCharsets.UTF_8));
    }
}
