package dev.latchkey.functions.room;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.Approval;
import dev.latchkey.access.EntryDecision;
import dev.latchkey.access.EntryFacts;
import dev.latchkey.access.EntryPolicy;
import dev.latchkey.access.Presented;
import dev.latchkey.access.Restrictions;
import dev.latchkey.json.Json;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.Room;
import dev.latchkey.testing.Arbitrary;
import dev.latchkey.token.Person;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A room that was made private stays so until somebody says that it is public. */
class PrivateRoomPropertyTest {
    private static final List<String> FIELDS = fields();

    private static List<String> fields() {
        List<String> fields = new java.util.ArrayList<>(List.of(
                "expireUnixSec",
                "notBeforeUnixSec",
                "maxParticipants",
                "enableRequestToJoin",
                "roomLocked",
                "ejectAtRoomExp",
                "ejectAfterElapsedTimeInSec",
                "archived",
                "roomName"));
        RoomField.ALL.forEach(field -> fields.add(field.name()));
        return fields;
    }

    @Test
    void noSequenceOfFieldsAdmitsAStrangerToAPrivateRoom() {
        AtomicInteger changes = new AtomicInteger();
        Arbitrary.forAll(1000, arbitrary -> {
            Map<String, Object> body = someFields(arbitrary);
            body.put("privacy", "private");
            Room room = orNull(() -> Rooms.create(Json.write(arbitrary.shuffled(body))));
            if (room == null) {
                room = Rooms.create("{\"privacy\":\"private\"}");
            }

            for (int change = 0; change < 10; change++) {
                Room before = room;
                Map<String, Object> fields = someFields(arbitrary);
                if (arbitrary.oneIn(3)) {
                    fields.put("privacy", arbitrary.oneOf("private", "PUBLIC", "", null, false, 0L, List.of("public")));
                }
                Room changed = orNull(() -> Rooms.change(before, Json.write(fields)));
                if (changed != null) {
                    changes.incrementAndGet();
                    room = changed;
                }
                Instant now = arbitrary.now();
                EntryDecision entry = EntryPolicy.decide(
                        new EntryFacts(
                                room,
                                new Presented.Nothing(),
                                restrictions(arbitrary),
                                Person.NOBODY,
                                Approval.NONE,
                                now),
                        now);

                assertThat(entry).as("after %s", fields).isNotInstanceOf(EntryDecision.Admit.class);
            }
        });

        assertThat(changes).hasValueGreaterThan(1000);
    }

    /** As the store would read it back, and with anything held against anybody. */
    private static Restrictions restrictions(Arbitrary arbitrary) {
        return arbitrary.coin() ? Restrictions.CLEAR : arbitrary.restrictions();
    }

    private static Map<String, Object> someFields(Arbitrary arbitrary) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = arbitrary.upTo(3); i > 0; i--) {
            fields.put(
                    arbitrary.oneOf(FIELDS),
                    arbitrary.oneOf(true, false, 0L, 1L, 50L, 1767268800L, 1767272400L, "public", null, Map.of()));
        }
        return fields;
    }

    private static Room orNull(java.util.function.Supplier<Room> room) {
        try {
            return room.get();
        } catch (RefusedException e) {
            return null;
        }
    }
}
