package dev.latchkey.aws;

import static dev.latchkey.aws.RoomFixture.APP;
import static dev.latchkey.aws.RoomFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.page.PageRequest;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomStore;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.ForwardingDynamoDb;
import dev.latchkey.testing.SimultaneousThreads;
import dev.latchkey.testing.TestTables;
import dev.latchkey.testing.contract.RoomStoreContract;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbRequest;
import software.amazon.awssdk.services.dynamodb.model.DynamoDbResponse;

class DynamoDbRoomStoreTest extends RoomStoreContract<RoomFixture> {
    private final RoomStore rooms = fixture.rooms;

    DynamoDbRoomStoreTest() {
        super(RoomFixture.open());
    }

    @Test
    void pagingOverRoomsWithAllTheirTextMissesNone() {
        // A query answers with at most 1 MiB, whatever its limit.
        for (int i = 0; i < 60; i++) {
            Room room = roomAt("room-" + i, NOON.plusSeconds(i));
            create(room.changed(room.rules(), Map.of("metadata", "x".repeat(100_000)), NOON));
        }
        assertThat(names(60))
                .containsExactlyElementsOf(IntStream.range(0, 60)
                        .mapToObj(i -> new RoomName("room-" + (59 - i)))
                        .toList());
    }

    @Test
    void ofManyRepeatsAtOnceOneCreates() {
        IdempotencyKey key = new IdempotencyKey("key", "body");
        RoomFixture rough = fixture.through(
                new FaultyDynamoDb(TestTables.client(), 3).cancellingAsAwsDoes().lostAnswers(0.3));
        List<Room> answers =
                SimultaneousThreads.of(20, () -> rough.rooms.createOnce(RoomFixture.newRoom(Ids.roomName(), 0), key));
        assertThat(answers).containsOnly(answers.get(0));
        assertThat(rooms.list(APP, PageRequest.first(100)).entries()).containsExactly(answers.get(0));
    }

    @Test
    void aLostAnswerIsNoDifferentFromAnAnswer() {
        RoomFixture rough = fixture.through(new FaultyDynamoDb(TestTables.client(), 4).lostAnswers(0.5));
        for (int i = 0; i < 15; i++) {
            Room room = RoomFixture.newRoom("room-" + i, 0);
            assertThat(rough.rooms.create(room)).isEqualTo(room);
            Room changed = room.changed(RoomFixture.capped(4), Map.of(), NOON);
            assertThat(rough.rooms.update(room, changed)).isTrue();
            assertThat(rough.rooms.archive(changed)).isTrue();
        }
    }

    @Test
    void aCreateRecognisesItsRoomAlsoWhenSomebodyHasChangedItSince() {
        AtomicInteger calls = new AtomicInteger();
        Room mine = RoomFixture.newRoom("room", 0);
        Room changed = mine.changed(RoomFixture.capped(5), Map.of(), NOON);
        RoomFixture rough = fixture.through(new ForwardingDynamoDb(TestTables.client()) {
            @Override
            protected <T extends DynamoDbResponse> T call(DynamoDbRequest request, Supplier<T> carryOut) {
                T answer = carryOut.get();
                if (calls.incrementAndGet() == 1) {
                    rooms.update(mine, changed);
                    throw ApiCallTimeoutException.create(1);
                }
                return answer;
            }
        });
        assertThat(rough.rooms.create(mine)).isEqualTo(mine);
        assertThat(find("room")).contains(changed);
    }
}
