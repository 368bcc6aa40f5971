package dev.latchkey.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Arbitrary;
import dev.latchkey.testing.RoomBuilder;
import org.junit.jupiter.api.Test;

class PlacesTest {
    @Test
    void sharesOfAllCountersAddUpToThePlacesAndNoneIsNegative() {
        Arbitrary.forAll(5000, arbitrary -> {
            int cap = 1 + arbitrary.upTo(2000);
            int uncounted = arbitrary.upTo(cap + 10);
            RoomRules rules = rules(cap, arbitrary.upTo(cap));
            SeatPlan plan = SeatPlan.first("room", rules);
            Places places = Places.left(rules, uncounted, arbitrary.upTo(uncounted));

            int all = 0;
            int ordinary = 0;
            for (int shard = 0; shard < plan.shards(); shard++) {
                Places share = places.share(plan, shard);
                assertThat(share.ordinary()).isBetween(0, share.all());
                all += share.all();
                ordinary += share.ordinary();
            }

            assertThat(all).isEqualTo(places.all()).isEqualTo(Math.max(0, cap - uncounted));
            assertThat(ordinary).isEqualTo(places.ordinary()).isLessThanOrEqualTo(cap - rules.reservedPlaces());
        });
    }

    @Test
    void whoIsNotCountedTakesWhatHeIs() {
        assertThat(Places.left(rules(10, 2), 3, 3)).isEqualTo(new Places(7, 5));
        assertThat(Places.left(rules(10, 2), 3, 0)).as("admins").isEqualTo(new Places(7, 7));
        assertThat(Places.left(rules(10, 2), 10, 9))
                .as("one too many, from before")
                .isEqualTo(new Places(0, 0));
        assertThat(Places.left(rules(10, 0), 3, 3)).as("none reserved").isEqualTo(new Places(7, 7));
    }

    private static RoomRules rules(int maxParticipants, int reservedPlaces) {
        return RoomBuilder.publicRoom()
                .maxParticipants(maxParticipants)
                .reservedPlaces(reservedPlaces)
                .room()
                .rules();
    }
}
