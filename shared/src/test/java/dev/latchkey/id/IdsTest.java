package dev.latchkey.id;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class IdsTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void ulidBeginsWithItsMillisecond() {
        // 1767268800000 ms in Crockford's base 32.
        assertThat(Ids.ulid(NOON)).startsWith("01KDWPVNG0").matches("[0-9A-HJKMNP-TV-Z]{26}");
        assertThat(Ids.ulid(Instant.EPOCH)).startsWith("0000000000");
    }

    @Test
    void ulidsSortByTime() {
        List<String> ids = new ArrayList<>();
        for (long millis : new long[] {0, 1, 31, 32, 33, 1023, 1024, 1_767_268_800_000L, 1_767_268_800_001L}) {
            ids.add(Ids.ulid(Instant.ofEpochMilli(millis)));
        }

        assertThat(ids).isSorted();
    }

    @Test
    void firstUlidOfAMillisecondIsBeforeAllOfIt() {
        String first = Ids.firstUlid(NOON);
        assertThat(first).isEqualTo("01KDWPVNG00000000000000000");
        assertThat(List.of(Ids.ulid(NOON.minusMillis(1)), first, Ids.ulid(NOON)))
                .isSorted();
        assertThat(Ids.isUlid(first)).isTrue();
    }

    @Test
    void aMarkedUlidIsAsGoodAsAnyAndNoOtherIsMarked() {
        for (Instant at : List.of(NOON, Instant.EPOCH, Instant.ofEpochMilli((1L << 48) - 1))) {
            String ulid = Ids.ulid(at);
            String marked = Ids.marked(ulid);
            assertThat(Ids.isMarked(ulid)).isFalse();
            assertThat(Ids.isMarked(marked)).isTrue();
            assertThat(Ids.isUlid(marked)).isTrue();
            assertThat(Ids.timeOf(marked)).isEqualTo(at);
            assertThat(marked.substring(1)).isEqualTo(ulid.substring(1));
            assertThat(Ids.marked(marked)).isEqualTo(marked);
        }
        assertThat(Ids.isMarked("8")).isFalse();
        assertThat(Ids.marked("no ULID")).isEqualTo("no ULID");
    }

    @Test
    void idOfARoomHasTwentyFourHexadecimalDigits() {
        assertThat(Ids.hex24()).matches("[0-9a-f]{24}");
    }

    @Test
    void nameThatIsMadeUpCanBeReadOutLoud() {
        assertThat(Ids.roomName()).matches("[a-z]{3}-[a-z]{4}-[a-z]{3}");
    }

    @Test
    void noTwoAreAlike() {
        assertDistinct(() -> Ids.ulid(NOON));
        assertDistinct(Ids::hex24);
        assertDistinct(Ids::roomName);
    }

    private static void assertDistinct(Supplier<String> ids) {
        Set<String> made = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            made.add(ids.get());
        }
        assertThat(made).hasSize(1000);
    }
}
