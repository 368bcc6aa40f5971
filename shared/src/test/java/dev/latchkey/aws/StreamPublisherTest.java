package dev.latchkey.aws;

import static dev.latchkey.testing.MeetingFixture.APP;
import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.event.ChangePublisher.Outcome;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventBus;
import dev.latchkey.event.EventType;
import dev.latchkey.event.Occurrence;
import dev.latchkey.id.Ids;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Peer;
import dev.latchkey.permission.Rank;
import dev.latchkey.room.NewRooms;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.testing.TestTables;
import dev.latchkey.webhook.EndpointHealth;
import dev.latchkey.webhook.EndpointHealth.SwitchedOff;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** What is told of what was committed, and what becomes of what cannot be told. */
class StreamPublisherTest {
    private final String tableName = TestTables.create();
    private final List<Event> bus = new ArrayList<>();
    private final List<Occurrence.Subject> told = new ArrayList<>();
    private final Set<String> unspeakable = new HashSet<>();
    private Predicate<Event> foreseen = event -> false;
    private Predicate<Event> refused = event -> false;
    private Predicate<Event> notTaken = event -> false;
    private int sequence = 1000;

    @Test
    void whatCannotBeToldHoldsUpItsOwnRoomAndNoOther() {
        unspeakable.add("a");

        Outcome outcome = publish(created("a"), created("b"), created("a"), created("b"));

        assertThat(outcome).isEqualTo(new Outcome(2, 2, null));
        assertThat(bus).extracting(event -> event.roomName().value()).containsExactly("b", "b");

        unspeakable.clear();
        assertThat(publish(created("a"))).isEqualTo(new Outcome(0, 1, null));
        assertThat(bus).hasSize(2);
    }

    @Test
    void whatWasParkedIsToldInItsOrderOnceItCanBe() {
        unspeakable.add("a");
        publish(created("a"), created("a"), created("a"));
        assertThat(publisher().publishParked().published()).isZero();

        unspeakable.clear();
        assertThat(publisher().publishParked()).isEqualTo(new Outcome(3, 0, null));

        assertThat(bus).extracting(Event::sequence).isSorted().doesNotHaveDuplicates();
        assertThat(publisher().publishParked().published()).isZero();
        assertThat(publish(created("a"))).isEqualTo(new Outcome(1, 0, null));
    }

    @Test
    void whatTheBusRefusesForGoodIsParked() {
        refused = event -> event.roomName().value().equals("a");

        assertThat(publish(created("a"), created("b"))).isEqualTo(new Outcome(1, 1, null));

        refused = event -> false;
        publisher().publishParked();
        assertThat(bus).extracting(event -> event.roomName().value()).containsExactly("b", "a");
    }

    @Test
    void whatTheBusIsGoingToRefuseHoldsUpWhatComesAfterItInItsRoom() {
        Map<String, Object> before = created("a");
        Map<String, Object> first = created("a");
        foreseen = event -> event.sequence().endsWith(number(first));

        assertThat(publish(before, first, created("a"), created("b"), created("a")))
                .isEqualTo(new Outcome(2, 3, null));
        assertThat(bus).extracting(event -> event.roomName().value()).containsExactly("a", "b");

        foreseen = event -> false;
        publisher().publishParked();
        assertThat(bus.stream().filter(event -> event.roomName().value().equals("a")))
                .extracting(Event::sequence)
                .hasSize(4)
                .isSorted();
    }

    @Test
    void whatTheBusRefusedHoldsUpWhatComesAfterItInLaterCalls() {
        Map<String, Object> first = created("a");
        refused = event -> event.sequence().endsWith(number(first));
        List<Map<String, Object>> changes = new ArrayList<>(List.of(first));
        for (int i = 0; i < 9; i++) {
            changes.add(created("b"));
        }
        changes.add(created("a"));
        changes.add(created("b"));

        assertThat(publisher().publish(changes)).isEqualTo(new Outcome(10, 2, null));
        assertThat(bus).extracting(event -> event.roomName().value()).containsOnly("b");
    }

    @Test
    void nothingOvertakesByAnotherCallWhatTheBusDoesNotTakeForNow() {
        Map<String, Object> first = created("a");
        notTaken = event -> event.sequence().endsWith(number(first));
        List<Map<String, Object>> changes = new ArrayList<>(List.of(first));
        for (int i = 0; i < 9; i++) {
            changes.add(created("b"));
        }
        changes.add(created("a"));

        assertThat(publisher().publish(changes)).isEqualTo(new Outcome(9, 0, number(first)));
        assertThat(bus).extracting(event -> event.roomName().value()).containsOnly("b");
    }

    @Test
    void whatTheBusDoesNotTakeIsToldAgainFromTheFirstOfThemOn() {
        notTaken = event -> event.roomName().value().equals("b");
        List<Map<String, Object>> changes = List.of(created("a"), created("b"), created("c"));

        Outcome outcome = publisher().publish(changes);

        assertThat(outcome).isEqualTo(new Outcome(2, 0, number(changes.get(1))));
        assertThat(publisher().publishParked().published()).isZero();
    }

    @Test
    void aChangeThatIsToldAgainHasTheSameId() {
        Map<String, Object> change = created("a");

        publish(change);
        publish(change);

        assertThat(bus).hasSize(2);
        assertThat(bus.get(0).id()).isEqualTo(bus.get(1).id()).matches("evt_[0-9a-f]{26}");
        assertThat(bus.get(0).sequence()).hasSize(40);
    }

    /** Lambda hands a batch over again when the function dies, whatever it has done of it. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsLostWhereverThePublisherDies(boolean carriedOut) {
        unspeakable.add("a");
        List<Map<String, Object>> changes = List.of(created("a"), created("b"), created("a"), created("c"));
        boolean crashed = true;
        for (int write = 1; crashed; write++) {
            crashed = false;
            try {
                DynamoDbClient dying = new FaultyDynamoDb(TestTables.client(), 1).crashAtWrite(write, carriedOut);
                publisher(dying).publish(changes);
            } catch (FaultyDynamoDb.Crash e) {
                crashed = true;
            }
        }
        unspeakable.clear();
        publisher().publishParked();

        assertThat(new HashSet<>(bus.stream().map(Event::id).toList())).hasSize(4);
    }

    /** Likewise where what was parked is told. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsLostWhereverTheTellingOfWhatWasParkedDies(boolean carriedOut) {
        unspeakable.add("a");
        publish(created("a"), created("a"));
        unspeakable.clear();
        for (int write = 1; write < 4; write++) {
            try {
                publisher(new FaultyDynamoDb(TestTables.client(), 1).crashAtWrite(write, carriedOut))
                        .publishParked();
            } catch (FaultyDynamoDb.Crash e) {
                publish(created("a"));
            }
        }
        publisher().publishParked();

        assertThat(new HashSet<>(bus.stream().map(Event::id).toList())).hasSize(sequence - 1000);
        assertThat(publish(created("a")).parked()).isZero();
    }

    @Test
    void whatIsParkedWhileTheOthersAreToldWaitsForTheNextTime() {
        ParkedChanges parked = new ParkedChanges(new Table(TestTables.client(), tableName));
        TableChange first = TableChange.ofStreamRecord(created("a"));
        TableChange second = TableChange.ofStreamRecord(created("a"));
        parked.park(first);

        int told = parked.drain(first.partition(), change -> {
            parked.park(second);
            return true;
        });

        assertThat(told).isOne();
        assertThat(parked.partitions()).containsExactly(first.partition());
        assertThat(parked.drain(first.partition(), change -> true)).isOne();
        assertThat(parked.partitions()).isEmpty();
    }

    @Test
    void aHeartbeatIsNothingToTell() {
        Peer peer = peer();
        Item before = PeerItem.write(APP, new RoomName("a"), peer);
        Item after = PeerItem.write(
                APP, new RoomName("a"), peer.heardOf(NOON.plusSeconds(30), MeetingFixture.capped(0), "01SESSION"));

        assertThat(publish(change(before, after)).published()).isZero();
    }

    /** It says something to whoever looks, and nothing of the room. */
    @Test
    void aMarkOfARoomIsNothingToTell() {
        Room room = new NewRooms(false, true)
                .create(APP, new RoomName("a"), "id", RoomRules.OPEN, Map.of("lang", "de"), NOON);
        Item before = RoomItem.write(room);
        Item marked = new Item(new LinkedHashMap<>(before.attributes()))
                .put("held", true)
                .put("bansErased", true)
                .put("itemVersion", 2);
        assertThat(publish(change(before, marked)).published()).isZero();

        Item edited = new Item(new LinkedHashMap<>(marked.attributes())).put("roomLocked", true);
        assertThat(publish(change(before, edited)).published()).isOne();
        assertThat(bus.get(0).type()).isEqualTo(EventType.ROOM_UPDATED);
    }

    @Test
    void aBanOfWhomeverIsErasedIsNotLifted() {
        Item ban = BanItem.write(room("a"), new Ban("ada", NOON, Rank.HOST, "key:k1"));
        Item erased = new Item(new LinkedHashMap<>(ban.attributes())).put("erased", true);

        assertThat(publish(gone(erased)).published()).isZero();
        assertThat(publish(gone(ban)).published()).isOne();
        assertThat(bus.get(0).type()).isEqualTo(EventType.BAN_REMOVED);
    }

    @Test
    void aNameThatIsUsedAgainIsANewRoom() {
        Item archived = new Item(new LinkedHashMap<>(RoomItem.write(room("a")).attributes())).put("archived", true);

        publish(change(archived, RoomItem.write(room("a"))));

        assertThat(bus).extracting(Event::type).containsExactly(EventType.ROOM_CREATED);
    }

    @Test
    void whoIsGoneWentForTheReasonThatIsWrittenDown() {
        Item past = PeerItem.writePast(APP, new RoomName("a"), peer(), Departure.REVOKED, NOON);

        publish(added(past));

        assertThat(bus.get(0).type()).isEqualTo(EventType.PEER_LEFT);
        assertThat(bus.get(0).timestamp()).isEqualTo(NOON);
    }

    @Test
    void anEndpointThatIsSwitchedOffIsToldOfOnce() {
        EndpointHealth failing = health("wh_1", 1, null);
        EndpointHealth off = health("wh_1", 2, new SwitchedOff(EndpointHealth.Off.FAILING, NOON, ""));
        EndpointHealth later = health("wh_1", 3, off.off());

        publish(
                added(HealthItem.write(failing)),
                change(HealthItem.write(failing), HealthItem.write(off)),
                change(HealthItem.write(off), HealthItem.write(later)),
                gone(HealthItem.write(later)));

        assertThat(told).containsExactly(new Occurrence.Subject.OfDisabledWebhook("wh_1", "failing", ""));
        assertThat(bus).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo(EventType.WEBHOOK_DISABLED);
            assertThat(event.app()).isEqualTo(APP);
            assertThat(event.timestamp()).isEqualTo(NOON);
            assertThat(event.roomName()).isNull();
        });
    }

    @Test
    void anAddressOfRoomsIsOfTheWebhookOfRooms() {
        SwitchedOff off = new SwitchedOff(EndpointHealth.Off.GONE, NOON, "https://example.com");

        publish(added(HealthItem.write(health("rooms-0123", 1, off))));

        assertThat(told)
                .containsExactly(new Occurrence.Subject.OfDisabledWebhook("rooms", "gone", "https://example.com"));
    }

    private static EndpointHealth health(String target, long version, @Nullable SwitchedOff off) {
        return new EndpointHealth(APP, target, 1, NOON, Instant.EPOCH, Instant.EPOCH, Instant.EPOCH, off, version);
    }

    private static Room room(String name) {
        return MeetingFixture.newRoom(name, 0);
    }

    private static Peer peer() {
        return MeetingFixture.peer(room("a"), NOON).placed("01SESSION", "");
    }

    private StreamPublisher publisher() {
        return publisher(TestTables.client());
    }

    private StreamPublisher publisher(DynamoDbClient client) {
        EventBus over = new EventBus() {
            @Override
            public boolean refuses(Event event) {
                return foreseen.test(event);
            }

            @Override
            public Result publish(List<Event> events) {
                return take(events);
            }
        };
        return new StreamPublisher(new Table(client, tableName), over, this::wording);
    }

    private Outcome publish(Map<?, ?>... changes) {
        List<Map<String, Object>> records = new ArrayList<>();
        for (Map<?, ?> change : changes) {
            Map<String, Object> record = new LinkedHashMap<>();
            change.forEach((name, value) -> record.put((String) name, value));
            records.add(record);
        }
        return publisher().publish(records);
    }

    private EventBus.Result take(List<Event> events) {
        List<Event> never = events.stream().filter(refused).toList();
        List<Event> later = events.stream().filter(notTaken).toList();
        events.stream()
                .filter(event -> !never.contains(event) && !later.contains(event))
                .forEach(bus::add);
        return new EventBus.Result(never, later);
    }

    private Optional<Event> wording(Occurrence occurrence) {
        if (occurrence.roomName() != null
                && unspeakable.contains(occurrence.roomName().value())) {
            throw new IllegalStateException("nobody finds words for it");
        }
        told.add(occurrence.subject());
        return Optional.of(new Event(
                occurrence.id(),
                occurrence.type(),
                occurrence.timestamp(),
                occurrence.app(),
                occurrence.roomName(),
                occurrence.roomId(),
                occurrence.sequence(),
                Map.of()));
    }

    private Map<String, Object> created(String room) {
        return added(RoomItem.write(MeetingFixture.newRoom(room, 0)));
    }

    private Map<String, Object> added(Item item) {
        return record(Map.of("NewImage", image(item)), item);
    }

    private Map<String, Object> gone(Item item) {
        return record(Map.of("OldImage", image(item)), item);
    }

    private Map<String, Object> change(Item before, Item after) {
        return record(Map.of("OldImage", image(before), "NewImage", image(after)), after);
    }

    private Map<String, Object> record(Map<String, Object> images, Item item) {
        Map<String, Object> change = new LinkedHashMap<>(images);
        change.put("Keys", Map.of("pk", Map.of("S", item.text(Attr.PK)), "sk", Map.of("S", item.text(Attr.SK))));
        change.put("SequenceNumber", String.valueOf(sequence++));
        change.put("ApproximateCreationDateTime", Instant.EPOCH.getEpochSecond());
        return Map.of("dynamodb", change, "eventID", Ids.hex24());
    }

    private static String number(Map<String, Object> record) {
        return String.valueOf(((Map<?, ?>) record.get("dynamodb")).get("SequenceNumber"));
    }

    private static Map<String, Object> image(Item item) {
        Map<String, Object> image = new LinkedHashMap<>();
        item.attributes()
                .forEach((name, value) -> image.put(
                        name,
                        switch (value.type()) {
                            case S -> Map.of("S", value.s());
                            case N -> Map.of("N", value.n());
                            case BOOL -> Map.of("BOOL", value.bool());
                            default ->
                                throw new IllegalArgumentException("no item has an attribute of type " + value.type());
                        }));
        return image;
    }
}
