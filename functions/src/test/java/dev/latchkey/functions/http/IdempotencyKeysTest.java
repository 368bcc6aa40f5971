package dev.latchkey.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.Caller;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.testing.RoomBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdempotencyKeysTest {
    @Test
    void withoutTheHeaderThereIsNone() {
        Request request = new Request("r", "POST", "POST /x", Map.of(), Map.of(), Map.of(), "", "", List.of(), "{}");

        assertThat(IdempotencyKeys.of(request, caller("acme"), "create-room")).isEmpty();
    }

    @Test
    void sameKeyOfTheSameAppForTheSameOperationIsTheSame() {
        assertThat(key("k1", "acme", "create-room", "{}")).isEqualTo(key("k1", "acme", "create-room", "{}"));
    }

    @Test
    void appsOperationsAndKeysAreKeptApart() {
        assertThat(Set.of(
                        key("k1", "acme", "create-room", "{}").hash(),
                        key("k2", "acme", "create-room", "{}").hash(),
                        key("k1", "other", "create-room", "{}").hash(),
                        key("k1", "acme", "create-token", "{}").hash()))
                .hasSize(4);
    }

    @Test
    void otherRequestUnderTheSameKeyIsSeen() {
        IdempotencyKey first = key("k1", "acme", "create-room", "{}");
        IdempotencyKey second = key("k1", "acme", "create-room", "{\"privacy\":\"private\"}");

        assertThat(second.hash()).isEqualTo(first.hash());
        assertThat(second.requestHash()).isNotEqualTo(first.requestHash());
    }

    @Test
    void keyItselfIsNotKept() {
        assertThat(key("sesame", "acme", "create-room", "{}").toString()).doesNotContain("sesame");
        assertThat(key("sesame", "acme", "create-room", "{}").hash()).matches("[0-9a-f]{64}");
    }

    @Test
    void keyHasOneTo255VisibleCharacters() {
        assertThat(key("!", "acme", "create-room", "").hash()).isNotEmpty();
        assertThat(key("~".repeat(255), "acme", "create-room", "").hash()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\n", "\u00e4", "a\u007f"})
    void anyOtherKeyIsRefused(String key) {
        refuses(key);
        refuses("x".repeat(256));
    }

    private static void refuses(String key) {
        assertThatThrownBy(() -> key(key, "acme", "create-room", "{}"))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.reason()).isEqualTo(Reason.MALFORMED_REQUEST);
                    assertThat(e.errors().get(0).field()).isEqualTo("Idempotency-Key");
                });
    }

    private static IdempotencyKey key(String key, String app, String operation, String content) {
        Request request = new Request(
                "r", "POST", "POST /x", Map.of("idempotency-key", key), Map.of(), Map.of(), "", "", List.of(), content);
        return IdempotencyKeys.of(request, caller(app), operation).orElseThrow();
    }

    private static Caller caller(String app) {
        AppName name = new AppName(app);
        ApiKey key =
                new ApiKey(name, "key-1", "digest", "label", ApiKey.EVERYTHING, Set.of(), Instant.EPOCH, Instant.MAX);
        return new Caller(App.create(name, RoomBuilder.NOON), key, null, decision -> {});
    }
}
