package dev.latchkey.room;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.testing.RoomBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoomTest {
    private static final Instant NOON = RoomBuilder.NOON;

    @ParameterizedTest
    @ValueSource(strings = {"a", "Z", "0", "-", "_", "abc-defg-hij", "Daily_Standup-2026"})
    void nameIsMadeOfLettersDigitsUnderscoresAndHyphens(String text) {
        assertThat(RoomName.parse(text)).contains(new RoomName(text));
        assertThat(new RoomName(text)).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "a/b", "../a", "a.b", "a%00", "a\u0000", "a\n", "\na", "\u00e4", "\uff41", "a#b"
            })
    void nothingElseNamesARoom(String text) {
        assertThat(RoomName.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new RoomName(text));
    }

    @Test
    void nameHasOneToSixtyFourCharacters() {
        assertThat(RoomName.parse("x".repeat(64))).isPresent();
        assertThat(RoomName.parse("x".repeat(65))).isEmpty();
    }

    @Test
    void letterCaseTellsRoomsApart() {
        assertThat(new RoomName("Standup")).isNotEqualTo(new RoomName("standup"));
    }

    @Test
    void opensAtItsOpeningInstant() {
        RoomRules rules = RoomBuilder.publicRoom().opensAt(NOON).room().rules();

        assertThat(rules.isOpenAt(NOON)).isTrue();
        assertThat(rules.isOpenAt(NOON.minusNanos(1))).isFalse();
    }

    @Test
    void isExpiredAtItsLastInstant() {
        RoomRules rules = RoomBuilder.publicRoom().expiresAt(NOON).room().rules();

        assertThat(rules.isExpiredAt(NOON)).isTrue();
        assertThat(rules.isExpiredAt(NOON.minusNanos(1))).isFalse();
    }

    @Test
    void roomWithoutTimesIsAlwaysOpenAndNeverExpires() {
        assertThat(RoomRules.OPEN.isOpenAt(Instant.EPOCH)).isTrue();
        assertThat(RoomRules.OPEN.isExpiredAt(Instant.MAX.minusNanos(1))).isFalse();
    }

    @Test
    void capIsFromNoneToAHundredThousand() {
        assertThat(capped(0).maxParticipants()).isZero();
        assertThat(capped(100_000).maxParticipants()).isEqualTo(100_000);
        assertThatIllegalArgumentException().isThrownBy(() -> capped(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> capped(100_001));
    }

    private static RoomRules capped(int most) {
        return RoomBuilder.publicRoom().maxParticipants(most).room().rules();
    }

    @Test
    void changeKeepsWhatNamesTheRoomAndGoesOneVersionOn() {
        Room room = RoomBuilder.privateRoom().maxParticipants(500).room();
        Room changed = room.changed(capped(501), Map.of("lang", "de"), NOON);

        assertThat(changed.id()).isEqualTo(room.id());
        assertThat(changed.name()).isEqualTo(room.name());
        assertThat(changed.created()).isEqualTo(room.created());
        assertThat(changed.tokensNotBefore()).isEqualTo(room.tokensNotBefore());
        assertThat(changed.version()).isEqualTo(room.version() + 1);
        assertThat(changed.rules()).isEqualTo(capped(501));
        assertThat(changed.settings()).isEqualTo(Map.of("lang", "de"));
        assertThat(changed.seats()).isEqualTo(room.seats().changed(room.rules(), capped(501)));
    }

    @Test
    void cutOffOutlivesAChange() {
        Room room = RoomBuilder.publicRoom().room().withTokensNotBefore(NOON, "key:k1", NOON);

        assertThat(room.version()).isEqualTo(2);
        assertThat(room.changed(room.rules(), room.settings(), NOON).tokensNotBefore())
                .isEqualTo(NOON);
    }

    @Test
    void newRoomHasNoCutOffAndCountsFromTheStart() {
        Room room = Room.create(
                RoomBuilder.APP,
                RoomBuilder.STANDUP,
                RoomBuilder.STANDUP_ID,
                capped(50),
                Map.of(),
                NOON.minus(Duration.ofDays(1)));

        assertThat(room.tokensNotBefore()).isEqualTo(Instant.EPOCH);
        assertThat(room.seats().pristine()).isTrue();
        assertThat(room.version()).isEqualTo(1);
    }
}
