package dev.latchkey.statuslist;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.id.Ids;
import java.time.Instant;
import java.util.Base64;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.Test;

class StatusListTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    @Test
    void isWrittenAsTheSpecificationsExample() {
        assertThat(StatusList.claim(new byte[] {(byte) 0xB9, (byte) 0xA3}))
                .isEqualTo(Map.of("bits", 1L, "lst", "eNrbuRgAAhcBXQ"));
    }

    @Test
    void theBitsOfThoseWhoseTokensAreVoidAreSetAndNoOthers() throws Exception {
        Set<Integer> indices = Set.of(0, 1, 7, 8, 4711, StatusList.SIZE - 1);

        assertThat(set(StatusList.of(indices))).containsExactlyInAnyOrderElementsOf(indices);
        assertThat(set(StatusList.of(Set.of()))).isEmpty();
        assertThat(set(StatusList.everything())).hasSize(StatusList.SIZE);
    }

    @Test
    void anIndexIsInTheListAndAlwaysTheSame() {
        for (int i = 0; i < 10_000; i++) {
            String peer = Ids.ulid(NOON);
            assertThat(StatusList.indexOf(peer, 0))
                    .isBetween(0, StatusList.SIZE - 1)
                    .isEqualTo(StatusList.indexOf(peer, 0));
        }
    }

    @Test
    void twoOfThousandsSeldomShareAnIndex() {
        Set<Integer> different = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            different.add(StatusList.indexOf(Ids.ulid(NOON), 0));
        }
        assertThat(different).hasSizeGreaterThan(990);
    }

    /**
     * An app with 100,000 people inside who stay for half an hour each: in the five and a half minutes that a list looks back,
     * 18,333 go, an eighth of them in each list.
     */
    @Test
    void listOfABusyAppIsBelowTwentyKilobytes() {
        int gone = 100_000 * 330 / 1800 / StatusListId.LISTS;
        List<Integer> indices = IntStream.range(0, gone)
                .map(i -> StatusList.indexOf(Ids.ulid(NOON), 0))
                .boxed()
                .toList();

        int sent = String.valueOf(StatusList.of(indices).get("lst")).length();
        assertThat(sent * 4 / 3).as("as a part of the signed token").isLessThan(20_000);
    }

    private static List<Integer> set(Map<String, Object> claim) throws DataFormatException {
        Inflater inflater = new Inflater();
        inflater.setInput(Base64.getUrlDecoder().decode(String.valueOf(claim.get("lst"))));
        byte[] bits = new byte[StatusList.SIZE / 8];
        assertThat(inflater.inflate(bits)).isEqualTo(bits.length);
        inflater.end();
        return BitSet.valueOf(bits).stream().boxed().toList();
    }
}
