package dev.latchkey.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.deadline.DeadlineSchedule;
import dev.latchkey.event.EventType;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.meeting.Attendance;
import dev.latchkey.meeting.Disconnections;
import dev.latchkey.meeting.MediaPresence;
import dev.latchkey.meeting.MeetingStore;
import dev.latchkey.meeting.Peer;
import dev.latchkey.outbound.ApiClient;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Webhooks are lost, LiveKit is killed, and so is whoever follows events: one look later each has who is there right. */
class MediaFaultsTest {
    private static final int HISTORIES = Integer.getInteger("latchkey.histories", 100);

    private static List<Peer> inside(MediaFixture fixture, Room room) {
        return fixture.people.inside(room, fixture.clock.instant());
    }

    /** Whoever is on the server is a peer with the grants of his role, and whoever is known to be there is. */
    private static void assertBothHaveTheSame(MediaFixture fixture, Room room, String meeting, String what) {
        List<Peer> peers = inside(fixture, room);
        assertThat(fixture.liveKit.inside(meeting))
                .as(what)
                .containsExactlyInAnyOrderElementsOf(peers.stream()
                        .filter(peer -> peer.presence().isParticipating())
                        .map(Peer::id)
                        .toList());
        for (Peer peer : peers) {
            if (peer.presence().isParticipating()) {
                assertThat(LiveKitJson.participant(fixture.liveKit.participant(meeting, peer.id()))
                                .grants())
                        .as(what)
                        .isEqualTo(LiveKitGrants.of(peer.grant().permissions()).names());
            }
        }
    }

    /** Of 30 % of what LiveKit tells, and of all that events say, nothing arrives. */
    @Test
    void oneLookMakesGoodWhateverWasNotTold() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            new History(seed).run();
        }
    }

    private static final class History {
        private final String name;
        private final Random random;
        private final MediaFixture fixture = new MediaFixture();
        private final Room room = fixture.people.createRoom(0);
        private final Peer host = fixture.connect(room);
        private final String meeting = host.sessionId();
        private final List<String> tokens = new ArrayList<>();
        private final List<Peer> guests = new ArrayList<>();

        History(int seed) {
            name = "history " + seed;
            random = new Random(seed);
        }

        void run() {
            for (int step = 0; step < 40; step++) {
                step();
                // Heartbeats keep the meeting: what is asked is who is where, not whose lease is over.
                fixture.people.heartbeat(room.name(), host, fixture.clock.instant());
            }
            fixture.liveKit.isDown(false);
            fixture.queue.taken();
            fixture.enforcement.look(MeetingLook.first(fixture.app.name(), room.name(), meeting), "m1");
            assertThat(fixture.liveKit.inside(meeting))
                    .as(name)
                    .isSubsetOf(inside(fixture, room).stream().map(Peer::id).toList());
            fixture.clock.move(Duration.ofSeconds(15));
            fixture.work();
            assertBothHaveTheSame(fixture, room, meeting, name);
        }

        private void step() {
            switch (random.nextInt(10)) {
                case 0, 1 -> {
                    Peer guest = fixture.enter(room);
                    guests.add(guest);
                    tokens.add(fixture.token(room, guest));
                }
                case 2, 3 -> enter();
                case 4 -> leave();
                case 5 -> guest(guest -> fixture.putOut(room, guest));
                case 6 -> guest(this::demote);
                case 7 -> killed();
                case 8 -> fixture.liveKit.isDown(random.nextInt(4) == 0);
                default -> fixture.clock.move(Duration.ofSeconds(random.nextInt(4)));
            }
        }

        private void guest(Consumer<Peer> what) {
            if (!guests.isEmpty()) {
                what.accept(guests.get(random.nextInt(guests.size())));
            }
        }

        /** By a token of any age, which may be of somebody who is out. */
        private void enter() {
            List<String> good = tokens.stream().filter(fixture.liveKit::takes).toList();
            if (good.isEmpty()) {
                return;
            }
            String token = good.get(random.nextInt(good.size()));
            Peer guest = guests.get(tokens.indexOf(token));
            fixture.liveKit.enter(token);
            tell("participant_joined", guest);
        }

        private void leave() {
            guest(guest -> {
                if (fixture.liveKit.inside(meeting).contains(guest.id())) {
                    tell("participant_left", guest);
                    fixture.liveKit.leave(meeting, guest.id());
                }
            });
        }

        /** LiveKit sends a webhook four times, to a service that may be told that it does not answer. */
        private void tell(String what, Peer guest) {
            if (random.nextInt(10) >= 3) {
                try {
                    fixture.receive(fixture.webhook(what, guest));
                } catch (RefusedException e) {
                    // It is lost.
                }
            }
        }

        private void demote(Peer guest) {
            fixture.find(room, guest).ifPresent(found -> {
                Peer changed = found.changed(
                        Grant.ofRole(random.nextBoolean() ? Role.LISTENER : Role.GUEST),
                        found.person(),
                        fixture.clock.instant());
                assertThat(fixture.people.meetings.update(room, found, changed)).isTrue();
            });
        }

        /** By -9: it tells nothing, and whoever was there tries to come back. */
        private void killed() {
            List<String> there = fixture.liveKit.inside(meeting);
            fixture.liveKit.restart();
            Peer late = fixture.enter(room);
            guests.add(late);
            tokens.add(fixture.token(room, late));
            for (int guest = 0; guest < guests.size(); guest++) {
                if (there.contains(guests.get(guest).id())
                        && random.nextBoolean()
                        && fixture.liveKit.takes(tokens.get(guest))) {
                    fixture.liveKit.enter(tokens.get(guest));
                    tell("participant_joined", guests.get(guest));
                }
            }
        }
    }

    /** Whoever follows events, killed before or after each of its steps; then the same message comes again. */
    static IntStream steps() {
        return IntStream.range(0, 60);
    }

    @ParameterizedTest
    @MethodSource("steps")
    void whatWasCutShortIsDoneWhenItsMessageComesAgain(int step) {
        MediaFixture fixture = new MediaFixture();
        Room room = fixture.people.createRoom(0);
        Peer ada = fixture.connect(room);
        Peer ejected = fixture.connect(room);
        Peer demoted = fixture.connect(room);
        Peer gone = fixture.connect(room);
        fixture.receive(fixture.webhook("participant_joined", gone));
        fixture.liveKit.leave(gone.sessionId(), gone.id());
        fixture.putOut(room, ejected);
        Peer changed = demoted.changed(Grant.ofRole(Role.LISTENER), demoted.person(), fixture.clock.instant());
        assertThat(fixture.people.meetings.update(room, demoted, changed)).isTrue();

        MeetingLook look = MeetingLook.first(fixture.app.name(), room.name(), ada.sessionId());
        killedAt(step, fixture, mortal -> mortal.look(look, "m1"));
        fixture.clock.move(Duration.ofSeconds(15));
        ParticipantDeparture departure =
                new ParticipantDeparture(fixture.app.name(), room.name(), gone.sessionId(), gone.id(), "PA_4");
        killedAt(step, fixture, mortal -> mortal.settle(departure));
        fixture.queue.taken();
        fixture.work();
        assertBothHaveTheSame(fixture, room, ada.sessionId(), "step " + step);
        assertThat(inside(fixture, room)).extracting(Peer::id).containsExactlyInAnyOrder(ada.id(), demoted.id());
    }

    @ParameterizedTest
    @MethodSource("steps")
    void eventThatWasCutShortIsDoneWhenItComesAgain(int step) {
        MediaFixture fixture = new MediaFixture();
        Room room = fixture.people.createRoom(0);
        fixture.connect(room);
        Peer ejected = fixture.connect(room);
        fixture.putOut(room, ejected);
        killedAt(step, fixture, mortal -> mortal.take(fixture.event(EventType.PEER_LEFT, room, ejected)));
        assertThat(fixture.inside(ejected)).doesNotContain(ejected.id());
    }

    private static void killedAt(int step, MediaFixture fixture, Consumer<MediaEnforcement> act) {
        Mortal mortal = new Mortal(step);
        try {
            act.accept(mortal.enforcement(fixture));
        } catch (Killed e) {
            act.accept(fixture.enforcement);
        }
    }

    @Test
    void killedIsEachStepThatThereIs() {
        MediaFixture fixture = new MediaFixture();
        Room room = fixture.people.createRoom(0);
        Peer ada = fixture.connect(room);
        MeetingLook look = MeetingLook.first(fixture.app.name(), room.name(), ada.sessionId());
        Mortal counted = new Mortal(Integer.MAX_VALUE);
        counted.enforcement(fixture).look(look, "m1");
        assertThat(counted.steps).isBetween(10, 50);
        assertThatThrownBy(() -> new Mortal(0).enforcement(fixture).look(look, "m2"))
                .isInstanceOf(Killed.class);
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** Dies before (an even step) or after (an odd one) one of its calls to the table, the queues and LiveKit. */
    private static final class Mortal {
        private final int death;
        private int steps;

        Mortal(int death) {
            this.death = death;
        }

        MediaEnforcement enforcement(MediaFixture fixture) {
            MeetingStore meetings = mortal(MeetingStore.class, fixture.stores.meetings());
            RoomStore rooms = mortal(RoomStore.class, fixture.stores.rooms());
            Attendance attendance = new Attendance(rooms, meetings);
            return new MediaEnforcement(
                    fixture.stores.apps(),
                    rooms,
                    meetings,
                    new ParticipantCheck(attendance, new MediaPresence(meetings, fixture.clock), fixture.clock),
                    new Disconnections(meetings, fixture.clock),
                    new DeadlineSchedule(
                            fixture.stores.deadlines(), mortal(MessageQueue.class, fixture.deadlines), fixture.clock),
                    fixture.servers(mortal(ApiClient.class, fixture.liveKit)),
                    mortal(MessageQueue.class, fixture.queue),
                    mortal(IdempotencyStore.class, fixture.stores.idempotency()),
                    fixture.clock);
        }

        private <T> T mortal(Class<T> port, T behind) {
            return port.cast(Proxy.newProxyInstance(
                    port.getClassLoader(), new Class<?>[] {port}, (proxy, method, arguments) -> {
                        step();
                        try {
                            Object answer = method.invoke(behind, arguments);
                            step();
                            return answer;
                        } catch (InvocationTargetException e) {
                            throw e.getCause();
                        }
                    }));
        }

        private void step() {
            if (steps++ == death) {
                throw new Killed();
            }
        }
    }
}
