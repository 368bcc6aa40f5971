package dev.latchkey.testing.contract;

import static dev.latchkey.testing.MeetingFixture.APP;
import static dev.latchkey.testing.MeetingFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.EntryDecision.WaitReason;
import dev.latchkey.access.Presented;
import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.joinrequest.JoinRequest;
import dev.latchkey.meeting.Ban;
import dev.latchkey.meeting.Departure;
import dev.latchkey.meeting.Peer;
import dev.latchkey.permission.Rank;
import dev.latchkey.privacy.Identity;
import dev.latchkey.privacy.PersonalData;
import dev.latchkey.privacy.PersonalData.Kind;
import dev.latchkey.privacy.Search;
import dev.latchkey.privacy.Trace;
import dev.latchkey.room.Room;
import dev.latchkey.testing.MeetingFixture;
import dev.latchkey.token.Person;
import dev.latchkey.webhook.Delivery;
import dev.latchkey.webhook.DeliveryState;
import dev.latchkey.webhook.DeliveryStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every {@link PersonalData} does. */
public abstract class PersonalDataContract {
    private final MeetingFixture fixture;
    private final PersonalData data;
    private final IdempotencyStore decisions;
    private final DeliveryStore deliveries;
    private final Room room;

    protected PersonalDataContract(Kept kept) {
        this.fixture = kept.fixture();
        this.decisions = kept.decisions();
        this.deliveries = kept.deliveries();
        this.data = kept.data();
        this.room = fixture.createRoom(0);
    }

    /** Stores that share what they keep. */
    public record Kept(
            MeetingFixture fixture, IdempotencyStore decisions, DeliveryStore deliveries, PersonalData data) {}

    @Test
    void everythingIsShownOfTheOneWhoWasAskedForAndNothingOfAnother() {
        ada();
        enterAs("grace");
        assertThat(export(APP, "ada"))
                .extracting(Trace::getClass)
                .containsExactlyInAnyOrder(
                        Trace.Meeting.class,
                        Trace.Meeting.class,
                        Trace.Request.class,
                        Trace.Banned.class,
                        Trace.Repeat.class);
        assertThat(export(APP, "grace")).hasSize(1);
        assertThat(export(APP, "nobody")).isEmpty();
        assertThat(export(new AppName("other"), "ada")).isEmpty();
    }

    @Test
    void whoIsErasedIsPutOutAndNothingIsLeftButThatTheBanHolds() {
        ada();
        Peer grace = enterAs("grace");
        PersonalData.Erasure erasure = data.erase(search(APP, "ada"), NOON, () -> false);
        assertThat(erasure.reached().isOver()).isTrue();
        assertThat(erasure.counts())
                .isEqualTo(Map.of(Kind.PUT_OUT, 1, Kind.MEETING, 1, Kind.REQUEST, 1, Kind.BAN, 1, Kind.REPEAT, 1));
        assertThat(export(APP, "ada")).isEmpty();
        assertThat(fixture.inside(room, NOON)).extracting(Peer::id).containsExactly(grace.id());
        assertThat(fixture.meetings.bans(room)).extracting(Ban::subject).containsExactly("");
        assertThat(fixture.meetings
                        .look(APP, room.name(), new Presented.SignedToken(MeetingFixture.token("another", "ada")))
                        .restrictions()
                        .ban())
                .isEqualTo(Rank.HOST);
    }

    @Test
    void whoIsErasedTwiceIsErased() {
        ada();
        data.erase(search(APP, "ada"), NOON, () -> false);
        assertThat(data.erase(search(APP, "ada"), NOON, () -> false).counts()).isEmpty();
    }

    @Test
    void searchThatIsStoppedAgainAndAgainComesToTheSameEnd() {
        ada();
        List<Trace> traces = new ArrayList<>();
        Search exported = search(APP, "ada");
        while (!exported.isOver()) {
            PersonalData.Export some = data.export(exported, () -> true);
            traces.addAll(some.traces());
            exported = some.reached();
        }
        assertThat(traces).containsExactlyInAnyOrderElementsOf(export(APP, "ada"));

        int erased = 0;
        Search erasing = search(APP, "ada");
        while (!erasing.isOver()) {
            PersonalData.Erasure some = data.erase(erasing, NOON, () -> true);
            erased +=
                    some.counts().values().stream().mapToInt(Integer::intValue).sum();
            erasing = some.reached();
        }
        assertThat(erased).isEqualTo(5);
        assertThat(export(APP, "ada")).isEmpty();
    }

    @Test
    void addressBesideAnIdIsLearntAndFoundWhereItStandsAlone() {
        Person both = new Person("Ada", "ada@example.com", null, "ada", null, Map.of());
        Person alone = new Person("Ada", "ADA@example.com", null, null, null, Map.of());
        enter("ada", both);
        enter("made-up", alone);
        assertThat(export(APP, "ada")).hasSize(2);
    }

    @Test
    void eventsThatAreKeptForWebhooksAreShownAndErasedWithWhomTheyAreAbout() {
        Delivery adas = deliveries.keep(delivery(APP, "evt_1", "ada"));
        Delivery graces = deliveries.keep(delivery(APP, "evt_2", "grace"));
        Delivery others = deliveries.keep(delivery(new AppName("other"), "evt_3", "ada"));

        assertThat(export(APP, "ada")).containsExactly(new Trace.Told("wh_1", NOON, adas.body()));
        assertThat(data.erase(search(APP, "ada"), NOON, () -> false).counts()).isEqualTo(Map.of(Kind.EVENT, 1));

        assertThat(export(APP, "ada")).isEmpty();
        assertThat(deliveries.find(APP, "wh_1", adas.id())).isEmpty();
        assertThat(deliveries.find(APP, "wh_1", graces.id())).contains(graces);
        assertThat(deliveries.find(others.app(), "wh_1", others.id())).contains(others);
    }

    private static Delivery delivery(AppName app, String event, String user) {
        return new Delivery(
                app,
                "wh_1",
                "wh_1",
                Delivery.positionAt(NOON) + "-" + event,
                event,
                "peer.joined",
                NOON,
                "",
                "{\"data\":{\"peer\":{\"externalUserId\":\"" + user + "\"}}}",
                DeliveryState.PENDING,
                0,
                0,
                NOON,
                null);
    }

    /** Was inside, is inside, waits, is banned, and has a token that was asked for under a key. */
    private void ada() {
        Peer left = enterAs("ada");
        fixture.meetings.leave(APP, room.name(), left, Departure.LEFT, NOON);
        enterAs("ada");
        fixture.joinRequests.create(
                APP,
                room.name(),
                JoinRequest.of(Ids.ulid(NOON), room.id(), Person.NOBODY, WaitReason.LOCKED, NOON)
                        .showing(MeetingFixture.token(Ids.hex24(), "ada")));
        fixture.meetings.ban(room, new Ban("ada", NOON, Rank.HOST, "key:k1"));
        decisions.first(
                new IdempotencyKey(Ids.hex24(), "request"),
                Map.of("app", APP.value(), "subject", "ada", "jti", "jti"),
                NOON);
    }

    private Peer enterAs(String user) {
        return enter(user, Person.NOBODY);
    }

    private Peer enter(String user, Person person) {
        return fixture.enter(room.name(), NOON, peer -> {
                    Peer known = MeetingFixture.letInBy(peer, Ids.hex24(), user);
                    return known.changed(known.grant(), person, NOON);
                })
                .orElseThrow();
    }

    private List<Trace> export(AppName app, String user) {
        return data.export(search(app, user), () -> false).traces();
    }

    private static Search search(AppName app, String user) {
        return Search.begin(app, Identity.ofUser(user));
    }
}
