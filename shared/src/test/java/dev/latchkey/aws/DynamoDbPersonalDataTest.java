package dev.latchkey.aws;

import static dev.latchkey.testing.MeetingFixture.APP;
import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.privacy.Identity;
import dev.latchkey.privacy.PersonalData;
import dev.latchkey.privacy.Search;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.contract.PersonalDataContract;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DynamoDbPersonalDataTest extends PersonalDataContract {
    DynamoDbPersonalDataTest() {
        super(kept(RoomFixture.open()));
    }

    /** However unreadable it is: that is why it waits. */
    @ParameterizedTest
    @CsvSource({"ada, true", "grace, false"})
    void aChangeThatNobodyCouldBeToldOfIsErasedWithWhomItIsAbout(String user, boolean erased) {
        RoomFixture room = RoomFixture.open();
        ParkedChanges parked = new ParkedChanges(room.table());
        Item item = Item.at(Key.peer(APP, new RoomName("hall"), "01PEER"))
                .put("externalUserId", "ada")
                .put("peerPermissions", "no JSON");
        parked.park(new TableChange(Table.key(item.attributes()), "1", NOON, null, item));
        PersonalData people = new DynamoDbPersonalData(room.table(), decision -> {});

        people.erase(Search.begin(APP, Identity.ofUser(user)), NOON, () -> false);

        List<String> left = new ArrayList<>();
        parked.drain("ROOM#test#hall", change -> left.add(change.key().sk()));
        assertThat(left).hasSize(erased ? 0 : 1);
    }

    static Kept kept(RoomFixture fixture) {
        return new Kept(
                fixture,
                new DynamoDbIdempotencyStore(fixture.table()),
                new DynamoDbDeliveryStore(fixture.table()),
                new DynamoDbPersonalData(fixture.table(), decision -> {}));
    }
}
