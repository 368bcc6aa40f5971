package dev.latchkey.meeting;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.permission.Grant;
import dev.latchkey.token.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class OwnPlaceTest {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");
    private static final Instant OVERDUE = NOON.minus(Peer.HEARTBEAT).minusNanos(1);

    @Test
    void userHasThePlaceOfAnEarlierEntryOfHis() {
        Peer ada = peer("1", "jti-1", "ada", NOON);

        assertThat(OwnPlace.of(peer("2", "jti-2", "ada", NOON), List.of(ada), NOON))
                .contains(ada);
        assertThat(OwnPlace.of(peer("2", "jti-2", "eve", NOON), List.of(ada), NOON))
                .isEmpty();
        assertThat(OwnPlace.of(peer("2", "jti-1", "eve", NOON), List.of(ada), NOON))
                .isEmpty();
    }

    @Test
    void sharedTokenHasOnlyAnOverduePlaceOfItsOwn() {
        Peer newcomer = peer("2", "shared", null, NOON);
        Peer overdue = peer("1", "shared", null, OVERDUE);

        assertThat(OwnPlace.of(newcomer, List.of(overdue), NOON)).contains(overdue);
        assertThat(OwnPlace.of(newcomer, List.of(peer("1", "shared", null, OVERDUE.plusNanos(1))), NOON))
                .isEmpty();
        assertThat(OwnPlace.of(newcomer, List.of(peer("1", "another", null, OVERDUE)), NOON))
                .isEmpty();
    }

    @Test
    void whoeverComesWithoutATokenHasNoPlaceOfHisOwn() {
        assertThat(OwnPlace.of(peer("2", "", null, NOON), List.of(peer("1", "", null, OVERDUE)), NOON))
                .isEmpty();
    }

    @Test
    void ofSeveralItIsTheOneWhoWasNotHeardOfForLongest() {
        Peer earlier = peer("1", "jti-1", "ada", NOON.minusSeconds(20));
        Peer later = peer("3", "jti-1", "ada", NOON.minusSeconds(10));

        assertThat(OwnPlace.of(peer("2", "jti-2", "ada", NOON), List.of(later, earlier), NOON))
                .contains(earlier);
    }

    private static Peer peer(String id, String jti, @Nullable String user, Instant lastHeardOf) {
        return new Peer(
                id,
                "session",
                "room",
                user == null ? "anon-" + jti : user,
                jti,
                NOON,
                new Person(null, null, null, user, null, Map.of()),
                Grant.GUEST,
                NOON,
                lastHeardOf.plus(Peer.LEASE),
                Instant.MAX,
                Instant.MAX,
                "",
                Set.of(),
                0,
                1,
                Instant.EPOCH);
    }
}
