package dev.latchkey.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ApiKeyTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, nullValues = "-", textBlock = """
                    scopes              | only room | use    | writes | about   | refused because
                    rooms tokens people | -         | rooms  | yes    | standup | -
                    rooms tokens people | -         | rooms  | yes    | -       | -
                    rooms tokens people | -         | people | no     | -       | -
                    rooms               | -         | tokens | yes    | standup | this API key lacks the scope tokens
                    tokens              | -         | rooms  | no     | standup | this API key lacks the scope rooms
                    rooms read-only     | -         | rooms  | no     | standup | -
                    rooms read-only     | -         | rooms  | yes    | standup | this API key is read-only
                    read-only           | -         | rooms  | no     | standup | this API key lacks the scope rooms
                    rooms               | standup   | rooms  | yes    | standup | -
                    rooms               | standup   | rooms  | yes    | retro   | this API key is limited to one room, and this call is not about that room alone
                    rooms               | standup   | rooms  | no     | Standup | this API key is limited to one room, and this call is not about that room alone
                    rooms               | standup   | rooms  | no     | -       | this API key is limited to one room, and this call is not about that room alone
                    tokens              | standup   | tokens | yes    | -       | this API key is limited to one room, and this call is not about that room alone
                    """)
    void mayDoWhatItIsFor(
            String scopes,
            @Nullable String onlyRoom,
            String use,
            String writes,
            @Nullable String about,
            @Nullable String refused) {
        ApiKey key = key(scopes, onlyRoom, Instant.MAX);
        Resource resource = about == null ? Resource.APP : Resource.room(new RoomName(about));

        assertThat(key.refusal(Scope.parse(use).orElseThrow(), writes.equals("yes"), resource))
                .isEqualTo(Optional.ofNullable(refused).map(detail -> new Refusal(Reason.FORBIDDEN, detail)));
    }

    @Test
    void isExpiredAtItsLastInstant() {
        ApiKey key = key("rooms", null, NOON);

        assertThat(key.isExpiredAt(NOON)).isTrue();
        assertThat(key.isExpiredAt(NOON.minusNanos(1))).isFalse();
    }

    @Test
    void keyWithoutAnEndNeverExpires() {
        assertThat(key("rooms", null, Instant.MAX).isExpiredAt(Instant.MAX.minusNanos(1)))
                .isFalse();
    }

    @ParameterizedTest
    @EnumSource(Scope.class)
    void scopeIsReadByTheNameItIsWrittenUnder(Scope scope) {
        assertThat(Scope.parse(scope.wireName())).contains(scope);
    }

    @Test
    void unknownScopeIsNone() {
        assertThat(Scope.parse("everything")).isEmpty();
        assertThat(Scope.parse("ROOMS")).isEmpty();
    }

    private static ApiKey key(String scopes, @Nullable String onlyRoom, Instant expires) {
        Set<Scope> parsed = Arrays.stream(scopes.split(" "))
                .map(scope -> Scope.parse(scope).orElseThrow())
                .collect(Collectors.toSet());
        Set<RoomName> room = onlyRoom == null ? Set.of() : Set.of(new RoomName(onlyRoom));
        return new ApiKey(new AppName("acme"), "key-1", "digest", "label", parsed, room, Instant.EPOCH, expires);
    }
}
