package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.EntryDecision.WaitReason;
import dev.latchkey.app.AppName;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Rank;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.testing.TokenBuilder;
import dev.latchkey.token.Person;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Rules 1 to 6 and 8 of the design. Rule 7, capacity, is settled by the write that takes the place, and tested there. */
class EntryPolicyTest {
    private static final Instant NOON = RoomBuilder.NOON;
    private static final Duration HOUR = Duration.ofHours(1);

    /** Somebody at a door. As it stands, a guest named Grace without a token, at a public room. */
    private static final class Door {
        private boolean roomIsThere = true;
        private final RoomBuilder room = RoomBuilder.publicRoom();
        private @Nullable TokenBuilder token;
        private @Nullable Refusal badToken;
        private boolean revoked;
        private boolean ejected;
        private @Nullable Rank ban;
        private Instant appCutOff = Instant.EPOCH;
        private Approval approval = Approval.NONE;
        private @Nullable Instant enteredAt;

        EntryDecision at(Instant now) {
            return EntryPolicy.decide(
                    new EntryFacts(
                            roomIsThere ? room.room() : null,
                            presented(),
                            new Restrictions(revoked, ejected, ban, appCutOff),
                            Person.named("Grace"),
                            approval,
                            enteredAt == null ? now : enteredAt),
                    now);
        }

        private Presented presented() {
            if (badToken != null) {
                return new Presented.BadToken(badToken);
            }
            return token == null ? new Presented.Nothing() : new Presented.SignedToken(token.claims());
        }

        TokenBuilder token() {
            assertThat(token).as("this change needs a token").isNotNull();
            return token;
        }
    }

    /** Who comes in as long as nothing is changed. */
    private enum Visitor {
        STRANGER_AT_A_PUBLIC_ROOM(door -> {}),
        GUEST_WITH_A_TOKEN(door -> {
            door.room.isPrivate(true);
            door.token = TokenBuilder.token();
        }),
        HOLDER_OF_A_GLOBAL_TOKEN(door -> {
            door.room.isPrivate(true);
            door.token = TokenBuilder.token().global();
        }),
        ADMIN_AT_A_LOCKED_ROOM(door -> {
            door.room.isPrivate(true).locked(true);
            door.token = TokenBuilder.token().grant(Grant.HOST);
        }),
        STRANGER_WHO_WAS_APPROVED(door -> {
            door.room.isPrivate(true).requestToJoin(true);
            door.approval = new Approval(true, null);
        });

        private final Consumer<Door> stage;

        Visitor(Consumer<Door> stage) {
            this.stage = stage;
        }

        Door door() {
            Door door = new Door();
            stage.accept(door);
            return door;
        }
    }

    private static final Object COMES_IN = "comes in";

    private static Arguments row(Visitor visitor, String whatDiffers, Consumer<Door> change, Object expected) {
        return Arguments.of(visitor, whatDiffers, change, expected);
    }

    /** Each row changes one thing about somebody who would come in at noon. */
    static Stream<Arguments> rules() {
        Visitor stranger = Visitor.STRANGER_AT_A_PUBLIC_ROOM;
        Visitor guest = Visitor.GUEST_WITH_A_TOKEN;
        Visitor global = Visitor.HOLDER_OF_A_GLOBAL_TOKEN;
        Visitor admin = Visitor.ADMIN_AT_A_LOCKED_ROOM;
        Visitor approved = Visitor.STRANGER_WHO_WAS_APPROVED;
        Instant before = NOON.minusNanos(1);
        Instant after = NOON.plusNanos(1);
        return Stream.of(
                // 1
                row(stranger, "no such room", d -> d.roomIsThere = false, Reason.ROOM_NOT_FOUND),
                row(guest, "no such room", d -> d.roomIsThere = false, Reason.ROOM_NOT_FOUND),
                row(approved, "no such room", d -> d.roomIsThere = false, Reason.ROOM_NOT_FOUND),
                // 2
                row(stranger, "bad token", d -> d.badToken = forged(), Reason.TOKEN_INVALID),
                row(guest, "bad token", d -> d.badToken = forged(), Reason.TOKEN_INVALID),
                row(approved, "bad token", d -> d.badToken = forged(), Reason.TOKEN_INVALID),
                row(guest, "token expires now", d -> d.token().expires(NOON), Reason.TOKEN_EXPIRED),
                row(guest, "token expires next", d -> d.token().expires(after), COMES_IN),
                row(guest, "token valid from now", d -> d.token().notBefore(NOON), COMES_IN),
                row(guest, "token valid from next", d -> d.token().notBefore(after), Reason.TOKEN_NOT_YET_VALID),
                row(guest, "token revoked", d -> d.revoked = true, Reason.TOKEN_REVOKED),
                row(global, "token revoked", d -> d.revoked = true, Reason.TOKEN_REVOKED),
                row(admin, "token revoked", d -> d.revoked = true, Reason.TOKEN_REVOKED),
                row(guest, "issued at app's cut-off", d -> d.appCutOff = TokenBuilder.ISSUED, COMES_IN),
                row(guest, "issued before app's cut-off", d -> d.appCutOff = justAfterIssue(), Reason.TOKEN_REVOKED),
                row(global, "issued before app's cut-off", d -> d.appCutOff = justAfterIssue(), Reason.TOKEN_REVOKED),
                row(guest, "token of another app", d -> d.token().of(other()), Reason.TOKEN_FOR_ANOTHER_ROOM),
                row(global, "token of another app", d -> d.token().of(other()), Reason.TOKEN_FOR_ANOTHER_ROOM),
                row(guest, "room of another name", d -> d.room.name("retro"), Reason.TOKEN_FOR_ANOTHER_ROOM),
                row(guest, "room of another case", d -> d.room.name("Standup"), Reason.TOKEN_FOR_ANOTHER_ROOM),
                row(guest, "new room, same name", d -> d.room.id("5f02"), Reason.TOKEN_FOR_ANOTHER_ROOM),
                row(global, "room of another name", d -> d.room.name("retro"), COMES_IN),
                row(global, "new room, same name", d -> d.room.id("5f02"), COMES_IN),
                row(guest, "holder was put out", d -> d.ejected = true, Reason.TOKEN_REVOKED),
                row(global, "holder was put out", d -> d.ejected = true, Reason.TOKEN_REVOKED),
                row(guest, "issued at room's cut-off", d -> d.room.tokensNotBefore(TokenBuilder.ISSUED), COMES_IN),
                row(
                        guest,
                        "issued before room's cut-off",
                        d -> d.room.tokensNotBefore(justAfterIssue()),
                        Reason.TOKEN_REVOKED),
                // 3
                row(stranger, "room opens now", d -> d.room.opensAt(NOON), COMES_IN),
                row(stranger, "room opens next", d -> d.room.opensAt(after), Reason.ROOM_NOT_OPEN),
                row(guest, "room opens next", d -> d.room.opensAt(after), Reason.ROOM_NOT_OPEN),
                row(admin, "room opens next", d -> d.room.opensAt(after), Reason.ROOM_NOT_OPEN),
                row(approved, "room opens next", d -> d.room.opensAt(after), Reason.ROOM_NOT_OPEN),
                row(stranger, "room expires now", d -> d.room.expiresAt(NOON), Reason.ROOM_EXPIRED),
                row(stranger, "room expired before", d -> d.room.expiresAt(before), Reason.ROOM_EXPIRED),
                row(stranger, "room expires next", d -> d.room.expiresAt(after), COMES_IN),
                row(admin, "room expires now", d -> d.room.expiresAt(NOON), Reason.ROOM_EXPIRED),
                row(approved, "room expires now", d -> d.room.expiresAt(NOON), Reason.ROOM_EXPIRED),
                // 4
                row(guest, "banned", d -> d.ban = Rank.HOST, Reason.BANNED),
                row(admin, "banned", d -> d.ban = Rank.HOST, Reason.BANNED),
                row(approved, "banned", d -> d.ban = Rank.HOST, Reason.BANNED),
                // 5
                row(stranger, "room is private", d -> d.room.isPrivate(true), Reason.TOKEN_REQUIRED),
                row(
                        stranger,
                        "room is private, one may ask",
                        d -> d.room.isPrivate(true).requestToJoin(true),
                        WaitReason.PRIVATE),
                row(stranger, "one may ask", d -> d.room.requestToJoin(true), COMES_IN),
                row(guest, "no token", d -> d.token = null, Reason.TOKEN_REQUIRED),
                row(approved, "no approval", d -> d.approval = Approval.NONE, WaitReason.PRIVATE),
                // 6
                row(stranger, "room is locked", d -> d.room.locked(true), WaitReason.LOCKED),
                row(guest, "room is locked", d -> d.room.locked(true), WaitReason.LOCKED),
                row(approved, "room is locked", d -> d.room.locked(true), COMES_IN),
                row(admin, "no admin", d -> d.token().grant(Grant.GUEST), WaitReason.LOCKED),
                row(admin, "host without admin", d -> d.token().grant(hostWithoutAdmin()), WaitReason.LOCKED),
                // 7 and 8
                row(stranger, "nothing", d -> {}, COMES_IN),
                row(guest, "nothing", d -> {}, COMES_IN),
                row(global, "nothing", d -> {}, COMES_IN),
                row(admin, "nothing", d -> {}, COMES_IN),
                row(approved, "nothing", d -> {}, COMES_IN),
                row(guest, "room has a cap", d -> d.room.maxParticipants(1), COMES_IN));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("rules")
    void firstRuleThatAppliesDecides(Visitor visitor, String whatDiffers, Consumer<Door> change, Object expected) {
        assertThat(visitor.door().at(NOON)).as("as it stands").isInstanceOf(EntryDecision.Admit.class);

        Door door = visitor.door();
        change.accept(door);

        assertThat(outcome(door.at(NOON))).isEqualTo(expected);
    }

    /** Reason, why one waits, or that one comes in. */
    private static Object outcome(EntryDecision entry) {
        if (entry instanceof EntryDecision.Refuse refuse) {
            return refuse.refusal().reason();
        }
        return entry instanceof EntryDecision.Wait wait ? wait.why() : COMES_IN;
    }

    private static Refusal forged() {
        return new Refusal(Reason.TOKEN_INVALID, "its signature is not genuine");
    }

    private static AppName other() {
        return new AppName("other");
    }

    private static Instant justAfterIssue() {
        return TokenBuilder.ISSUED.plusNanos(1);
    }

    private static Grant hostWithoutAdmin() {
        Permissions guest = Grant.GUEST.permissions();
        return new Grant(Role.HOST, guest);
    }

    private enum Shown {
        ANYTHING,
        SIGNED_TOKEN,
        BAD_TOKEN,
        NOTHING;

        boolean goesWith(Shown other) {
            return this == other || this == ANYTHING || other == ANYTHING;
        }
    }

    private record Obstacle(String name, Shown shown, Consumer<Door> put, Object outcome) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Everything that keeps somebody out or waiting, in the order of the rules. */
    private static List<Obstacle> obstacles() {
        Instant after = NOON.plusNanos(1);
        return List.of(
                new Obstacle("1 no room", Shown.ANYTHING, d -> d.roomIsThere = false, Reason.ROOM_NOT_FOUND),
                new Obstacle("2 bad token", Shown.BAD_TOKEN, d -> d.badToken = forged(), Reason.TOKEN_INVALID),
                token("2 expired", d -> d.token().expires(NOON), Reason.TOKEN_EXPIRED),
                token("2 not yet valid", d -> d.token().notBefore(after), Reason.TOKEN_NOT_YET_VALID),
                token("2 revoked", d -> d.revoked = true, Reason.TOKEN_REVOKED),
                token("2 app's cut-off", d -> d.appCutOff = justAfterIssue(), Reason.TOKEN_REVOKED),
                token("2 another app", d -> d.token().of(other()), Reason.TOKEN_FOR_ANOTHER_ROOM),
                token("2 another room", d -> d.room.name("retro"), Reason.TOKEN_FOR_ANOTHER_ROOM),
                token("2 put out", d -> d.ejected = true, Reason.TOKEN_REVOKED),
                token("2 room's cut-off", d -> d.room.tokensNotBefore(justAfterIssue()), Reason.TOKEN_REVOKED),
                new Obstacle("3 not open", Shown.ANYTHING, d -> d.room.opensAt(after), Reason.ROOM_NOT_OPEN),
                new Obstacle("3 expired", Shown.ANYTHING, d -> d.room.expiresAt(NOON), Reason.ROOM_EXPIRED),
                new Obstacle("4 banned", Shown.ANYTHING, d -> d.ban = Rank.HOST, Reason.BANNED),
                new Obstacle("5 private", Shown.NOTHING, d -> d.room.isPrivate(true), Reason.TOKEN_REQUIRED),
                new Obstacle("6 locked", Shown.ANYTHING, d -> d.room.locked(true), WaitReason.LOCKED));
    }

    private static Obstacle token(String name, Consumer<Door> put, Object outcome) {
        return new Obstacle(name, Shown.SIGNED_TOKEN, put, outcome);
    }

    static Stream<Arguments> pairsOfObstacles() {
        List<Obstacle> obstacles = obstacles();
        List<Arguments> pairs = new ArrayList<>();
        for (int first = 0; first < obstacles.size(); first++) {
            for (int second = first + 1; second < obstacles.size(); second++) {
                if (obstacles.get(first).shown.goesWith(obstacles.get(second).shown)) {
                    pairs.add(Arguments.of(obstacles.get(first), obstacles.get(second)));
                }
            }
        }
        return pairs.stream();
    }

    @ParameterizedTest(name = "{0} before {1}")
    @MethodSource("pairsOfObstacles")
    void ofTwoRulesThatApplyTheFirstDecides(Obstacle first, Obstacle second) {
        for (boolean inOrder : new boolean[] {true, false}) {
            Door door = new Door();
            if (first.shown == Shown.SIGNED_TOKEN || second.shown == Shown.SIGNED_TOKEN) {
                door.token = TokenBuilder.token();
            }
            (inOrder ? first : second).put.accept(door);
            (inOrder ? second : first).put.accept(door);

            assertThat(outcome(door.at(NOON))).isEqualTo(first.outcome);
        }
    }

    @Test
    void badTokenIsRefusedWithTheReasonThatItsReaderGave() {
        Door door = Visitor.STRANGER_AT_A_PUBLIC_ROOM.door();
        door.badToken = forged();

        assertThat(door.at(NOON)).isEqualTo(new EntryDecision.Refuse(forged()));
    }

    @Test
    void strangerComesInAsAGuestUnderTheNameGiven() {
        EntryDecision.Admit admit = admit(Visitor.STRANGER_AT_A_PUBLIC_ROOM.door());

        assertThat(admit.grant()).isEqualTo(Grant.GUEST);
        assertThat(admit.person()).isEqualTo(Person.named("Grace"));
        assertThat(admit.ejectAt()).isEqualTo(Instant.MAX);
    }

    @Test
    void holderOfATokenComesInAsTheTokenSays() {
        Door door = Visitor.GUEST_WITH_A_TOKEN.door();
        door.token().grant(Grant.ofRole(Role.SPEAKER));

        assertThat(admit(door).grant()).isEqualTo(Grant.ofRole(Role.SPEAKER));
        assertThat(admit(door).person()).isEqualTo(TokenBuilder.ADA);
    }

    /** Limits: the token's stay, the room's stay, and the room's end where it ejects. */
    static Stream<Arguments> limits() {
        Duration none = Duration.ZERO;
        Instant never = Instant.MAX;
        Instant one = NOON.plus(HOUR);
        Instant two = NOON.plus(HOUR.multipliedBy(2));
        Instant three = NOON.plus(HOUR.multipliedBy(3));
        Duration twoHours = HOUR.multipliedBy(2);
        Duration threeHours = HOUR.multipliedBy(3);
        return Stream.of(
                Arguments.of(none, none, never, true, never),
                Arguments.of(HOUR, none, never, true, one),
                Arguments.of(none, HOUR, never, true, one),
                Arguments.of(none, none, one, true, one),
                Arguments.of(none, none, one, false, never),
                Arguments.of(HOUR, twoHours, three, true, one),
                Arguments.of(HOUR, threeHours, two, true, one),
                Arguments.of(twoHours, HOUR, three, true, one),
                Arguments.of(threeHours, HOUR, two, true, one),
                Arguments.of(twoHours, threeHours, one, true, one),
                Arguments.of(threeHours, twoHours, one, true, one),
                Arguments.of(threeHours, twoHours, one, false, two),
                Arguments.of(HOUR, HOUR, one, true, one),
                Arguments.of(Duration.ofSeconds(1), none, one, true, NOON.plusSeconds(1)));
    }

    @ParameterizedTest(name = "token {0}, room {1}, end {2}, ejects {3}: {4}")
    @MethodSource("limits")
    void earliestLimitSaysWhenOneIsOut(
            Duration tokenStay, Duration roomStay, Instant roomEnd, boolean ejects, Instant expected) {
        Door door = Visitor.GUEST_WITH_A_TOKEN.door();
        door.token().ejectAfter(tokenStay);
        door.room.ejectAfter(roomStay).expiresAt(roomEnd).ejectAtExpiry(ejects);

        assertThat(admit(door).ejectAt()).isEqualTo(expected);
    }

    @Test
    void endOfTheTokenIsNoEndOfTheStay() {
        Door door = Visitor.GUEST_WITH_A_TOKEN.door();
        door.token().expires(NOON.plusSeconds(1));

        assertThat(admit(door).ejectAt()).isEqualTo(Instant.MAX);
    }

    private static EntryDecision.Admit admit(Door door) {
        return (EntryDecision.Admit) door.at(NOON);
    }
}
