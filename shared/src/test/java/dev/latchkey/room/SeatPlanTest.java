package dev.latchkey.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Arbitrary;
import dev.latchkey.testing.RoomBuilder;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SeatPlanTest {
    private static final String ROOM_ID = "5f0000000000000000000001";

    @ParameterizedTest
    @CsvSource({"0, 0", "1, 1", "500, 1", "501, 2", "1000, 2", "1001, 3", "25000, 50", "25001, 50", "100000, 50"})
    void everyFiveHundredPlacesHaveACounterUpToFifty(int places, int counters) {
        assertThat(SeatPlan.first(ROOM_ID, capped(places)).shards()).isEqualTo(counters);
    }

    @Test
    void sharesOfAllCountersAddUpToThePlaces() {
        Arbitrary.forAll(5000, arbitrary -> {
            int cap = 1 + arbitrary.upTo(RoomRules.MOST_PARTICIPANTS - 1);
            SeatPlan plan = SeatPlan.first(ROOM_ID, capped(cap));
            // Fewer than the cap, while peers that nobody counted are still inside.
            int places = arbitrary.coin() ? cap : arbitrary.upTo(cap);

            int shared = 0;
            for (int shard = 0; shard < plan.shards(); shard++) {
                assertThat(plan.share(places, shard)).isBetween(places / plan.shards(), places / plan.shards() + 1);
                shared += plan.share(places, shard);
            }

            assertThat(shared).as("%s places over %s", places, plan).isEqualTo(places);
        });
    }

    @Test
    void noCounterLosesWhereTheCapIsRaised() {
        Arbitrary.forAll(5000, arbitrary -> {
            int cap = 1 + arbitrary.upTo(RoomRules.MOST_PARTICIPANTS - 1);
            int more = cap + arbitrary.upTo(RoomRules.MOST_PARTICIPANTS - cap);
            int reserved = arbitrary.upTo(cap);
            SeatPlan plan = SeatPlan.first(ROOM_ID, capped(cap));
            Places before = Places.left(rules(cap, reserved, SecondEntry.ALLOW), 0, 0);
            Places after = Places.left(rules(more, reserved, SecondEntry.ALLOW), 0, 0);
            for (int shard = 0; shard < plan.shards(); shard++) {
                assertThat(after.share(plan, shard).all())
                        .isGreaterThanOrEqualTo(before.share(plan, shard).all());
                assertThat(after.share(plan, shard).ordinary())
                        .isGreaterThanOrEqualTo(before.share(plan, shard).ordinary());
            }
        });
    }

    @Test
    void everyCapFromNoneToTheLargestAddsUp() {
        for (int places = 1; places <= RoomRules.MOST_PARTICIPANTS; places++) {
            SeatPlan plan = SeatPlan.first(ROOM_ID, capped(places));
            int shared = 0;
            for (int shard = 0; shard < plan.shards(); shard++) {
                shared += plan.share(places, shard);
            }
            if (shared != places) {
                assertThat(shared).as("places").isEqualTo(places);
            }
        }
    }

    @Test
    void newLayoutStartsCountersThatNoEarlierLayoutHad() {
        Arbitrary.forAll(500, arbitrary -> {
            int cap = cap(arbitrary);
            SeatPlan plan = SeatPlan.first(ROOM_ID, capped(cap));
            Set<String> epochs = new HashSet<>(Set.of(plan.epoch()));

            for (int change = 0; change < 30; change++) {
                int next = cap(arbitrary);
                SeatPlan resized = plan.changed(capped(cap), capped(next));

                if (resized.epoch().equals(plan.epoch())) {
                    assertThat(resized).isEqualTo(plan);
                    assertThat(SeatPlan.first(ROOM_ID, capped(next)).shards()).isEqualTo(plan.shards());
                } else {
                    assertThat(epochs.add(resized.epoch()))
                            .as("%s is new", resized.epoch())
                            .isTrue();
                    assertThat(resized.pristine()).isFalse();
                    assertThat(resized.shards())
                            .isEqualTo(SeatPlan.first(ROOM_ID, capped(next)).shards());
                }
                plan = resized;
                cap = next;
            }
        });
    }

    private static RoomRules capped(int maxParticipants) {
        return rules(maxParticipants, 0, SecondEntry.ALLOW);
    }

    private static RoomRules rules(int maxParticipants, int reservedPlaces, SecondEntry onSecondEntry) {
        return RoomBuilder.publicRoom()
                .maxParticipants(maxParticipants)
                .reservedPlaces(reservedPlaces)
                .onSecondEntry(onSecondEntry)
                .room()
                .rules();
    }

    @Test
    void otherReservedPlacesStartCountersAnew() {
        SeatPlan plan = SeatPlan.first(ROOM_ID, rules(50, 2, SecondEntry.ALLOW));

        assertThat(plan.changed(rules(50, 2, SecondEntry.ALLOW), rules(60, 2, SecondEntry.ALLOW)))
                .isEqualTo(plan);
        SeatPlan more = plan.changed(rules(50, 2, SecondEntry.ALLOW), rules(50, 3, SecondEntry.ALLOW));
        assertThat(more.epoch()).isNotEqualTo(plan.epoch());
        assertThat(more.pristine()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    rules in turn          | users known
                    refuse                 | true
                    replace                | true
                    allow                  | false
                    refuse, replace        | true
                    allow, refuse          | false
                    refuse, allow, replace | false
                    """)
    void usersAreKnownWhereTheyNeverCameInUnrecorded(String inTurn, boolean known) {
        SeatPlan plan = null;
        RoomRules before = RoomRules.OPEN;
        for (String rule : inTurn.split(", ")) {
            RoomRules after = rules(0, 0, SecondEntry.parse(rule).orElseThrow());
            plan = plan == null ? SeatPlan.first(ROOM_ID, after) : plan.changed(before, after);
            before = after;
        }
        assertThat(plan.usersKnown()).isEqualTo(known);
    }

    private static int cap(Arbitrary arbitrary) {
        return arbitrary.oneOf(0, 1, 2, 499, 500, 501, 502, 1000, 1001, 25_000, 25_001, 100_000);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    before | after | counters stay
                    50     | 50    | yes
                    50     | 60    | yes
                    500    | 1     | yes
                    0      | 0     | yes
                    501    | 501   | yes
                    501    | 502   | yes
                    502    | 501   | no
                    25000  | 90000 | yes
                    90000  | 25000 | no
                    500    | 501   | no
                    0      | 1     | no
                    1      | 0     | no
                    """)
    void countersStayWhereNoneLosesOfItsShareOrIsTheOnlyOne(int before, int after, String stay) {
        SeatPlan plan = SeatPlan.first(ROOM_ID, capped(before));

        assertThat(plan.changed(capped(before), capped(after)).equals(plan)).isEqualTo(stay.equals("yes"));
    }

    @Test
    void countersThatOnceLostSightOfSomebodyAreNeverPristineAgain() {
        SeatPlan plan = SeatPlan.first(ROOM_ID, capped(0)).changed(capped(0), capped(50));

        assertThat(plan.pristine()).isFalse();
        assertThat(plan.changed(capped(50), capped(60)).pristine()).isFalse();
    }

    @Test
    void anotherRoomHasOtherCounters() {
        assertThat(SeatPlan.first(ROOM_ID, capped(50)).epoch())
                .isNotEqualTo(
                        SeatPlan.first("5f0000000000000000000002", capped(50)).epoch());
    }
}
