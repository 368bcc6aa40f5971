package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.app.AppName;
import dev.latchkey.json.Json;
import dev.latchkey.json.JsonText;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.TokenBuilder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What somebody might sign who has got hold of a key: payloads that differ in one claim from one that is read, and say what no
 * body could have asked for. Attacks on the tokens around them are in TokenAttackTest.
 */
class ClaimAttackTest {
    private static final Instant NOON = Instant.parse("2026-11-24T12:00:00Z");

    private static final Map<String, Object> ACCESS = TokenBuilder.token()
            .person(new Person(
                    "Ada",
                    "ada@example.com",
                    "vip",
                    "user-1",
                    JsonText.of(Map.of("seat", 7L)),
                    Map.of("disableVideo", true, "joinAudioOn", false)))
            .notBefore(NOON)
            .expires(NOON.plusSeconds(60))
            .ejectAfter(AccessClaims.LONGEST_STAY)
            .claims()
            .toPayload();

    private static final Map<String, Object> GLOBAL =
            TokenBuilder.token().global().claims().toPayload();

    private static final Map<String, Object> SESSION = new SessionClaims(
                    new AppName("acme"),
                    new RoomName("standup"),
                    "5f01",
                    "01S",
                    "01P",
                    3,
                    "01J",
                    NOON,
                    NOON.plusSeconds(300),
                    Grant.ofRole(Role.SPEAKER),
                    "01A",
                    "user-1",
                    "Ada")
            .toPayload();

    private static final Map<String, Object> TICKET = new TicketClaims(
                    new AppName("acme"),
                    new RoomName("standup"),
                    "5f01",
                    "01R",
                    "user-1",
                    "01A",
                    NOON,
                    NOON.plusSeconds(60))
            .toPayload();

    private static final List<String> NO_BOOLEANS =
            List.of("\"false\"", "\"true\"", "\"yes\"", "1", "0", "null", "[false]", "{}");

    /**
     * One attack.
     *
     * @param claim its path; the last member of it is set
     * @param value what it is set to, as JSON
     */
    private record Attack(
            String kind,
            Map<String, Object> twin,
            Function<Map<String, Object>, Object> reader,
            String claim,
            String value) {
        Map<String, Object> forged() {
            Map<String, Object> forged = Json.readObject(Json.write(twin));
            Map<String, Object> place = forged;
            String[] path = claim.split("\\.");
            for (int i = 0; i < path.length - 1; i++) {
                place = members(place.get(path[i]));
            }
            place.put(path[path.length - 1], Json.read(value));
            return forged;
        }

        @SuppressWarnings("unchecked") // Json makes maps of nothing but objects
        private static Map<String, Object> members(@Nullable Object value) {
            return (Map<String, Object>) value;
        }

        @Override
        public String toString() {
            return kind + ": " + claim + " " + (value.length() > 60 ? value.length() + " characters" : value);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource({
        "rightsThatAreNoBooleans",
        "rightsThatContradict",
        "rolesThatPassForOthers",
        "texts",
        "ids",
        "names",
        "numbers",
        "options",
        "metadata",
        "scope",
        "shapes"
    })
    void isRefused(Attack attack) {
        assertThat(attack.reader().apply(Json.readObject(Json.write(attack.twin()))))
                .isNotNull();

        RefusedException refusal = catchThrowableOfType(
                RefusedException.class, () -> attack.reader().apply(attack.forged()));

        assertThat(refusal).isNotNull();
        assertThat(refusal.reason()).isEqualTo(Reason.TOKEN_INVALID);
        assertThat(refusal.detail()).hasSizeLessThan(100);
    }

    // "admin":"false" is not false: whoever reads it as "no" reads what nobody signed.
    static Stream<Attack> rightsThatAreNoBooleans() {
        List<Attack> attacks = new ArrayList<>();
        for (String value : NO_BOOLEANS) {
            for (String right : List.of(
                    "admin",
                    "canConsume",
                    "canProduce",
                    "canSendData",
                    "canRecvData",
                    "canUpdateMetadata",
                    "canProduceSources.cam",
                    "canProduceSources.mic",
                    "canProduceSources.screen")) {
                attacks.addAll(both("data.permissions." + right, value));
            }
            attacks.addAll(both("data.isAdmin", value));
        }
        return attacks.stream();
    }

    static Stream<Attack> rightsThatContradict() {
        List<Attack> attacks = new ArrayList<>();
        attacks.addAll(both("data.isAdmin", "true"));
        attacks.addAll(both("data.permissions.admin", "true"));
        attacks.addAll(both("data.permissions.canProduce", "false"));
        return attacks.stream();
    }

    static Stream<Attack> rolesThatPassForOthers() {
        List<Attack> attacks = new ArrayList<>();
        for (String value : List.of(
                "\"Host\"",
                "\"HOST\"",
                "\"cohost\"",
                "\"host \"",
                "\"ho\\u200bst\"",
                "\"\\uff48ost\"",
                "\"ho\\u017ft\"",
                "\"\"",
                text(21),
                "null",
                "[\"host\"]",
                "7")) {
            attacks.addAll(both("data.role", value));
        }
        return attacks.stream();
    }

    static Stream<Attack> texts() {
        List<Attack> attacks = new ArrayList<>();
        for (String value : List.of("null", "7", "[]", "\"\"", "\"A\\nda\"", "\"A\\u202eda\"", text(101))) {
            attacks.addAll(both("data.name", value));
        }
        String tooLong = "\"" + "x".repeat(243) + "@example.com\"";
        for (String value :
                List.of("null", "7", "\"\"", "\"ada\"", "\"a@b@c\"", "\"a b@c\"", "\"a@b\\u0000\"", tooLong)) {
            attacks.add(access("data.email", value));
        }
        for (String value : List.of("null", "7", "{}", text(1001))) {
            attacks.add(access("data.meta", value));
        }
        return attacks.stream();
    }

    static Stream<Attack> ids() {
        List<Attack> attacks = new ArrayList<>();
        for (String value : List.of("null", "7", "\"\"", "\"a\\nb\"", text(129))) {
            attacks.add(access("sub", value));
            attacks.add(access("data.externalUserId", value));
            attacks.add(ticket("data.subject", value));
            attacks.add(session("data.subject", value));
        }
        for (String value : List.of("null", "7", "\"\"", "\"a\\nb\"", text(65))) {
            attacks.addAll(both("jti", value));
            attacks.addAll(both("data.roomId", value));
            attacks.add(session("data.meetingSessionId", value));
            attacks.add(session("data.participantSessionId", value));
            attacks.add(session("data.accessJti", value));
            attacks.add(ticket("data.roomId", value));
            attacks.add(ticket("sub", value));
            attacks.add(ticket("data.accessJti", value));
        }
        return attacks.stream();
    }

    static Stream<Attack> names() {
        List<Attack> attacks = new ArrayList<>();
        for (String value : List.of("null", "7", "\"\"", "\"a b\"", "\"stand/up\"", text(65))) {
            for (String claim : List.of("data.roomName", "data.appName")) {
                attacks.addAll(both(claim, value));
                attacks.add(ticket(claim, value));
            }
        }
        return attacks.stream();
    }

    static Stream<Attack> numbers() {
        List<Attack> attacks = new ArrayList<>();
        for (String value : List.of("null", "\"60\"", "true", "-1", "1.5", "1e9", "9007199254740993", "[]")) {
            for (String claim : List.of("iat", "exp")) {
                attacks.addAll(both(claim, value));
                attacks.add(ticket(claim, value));
            }
            attacks.add(access("nbf", value));
            attacks.add(access("data.ejectAfterElapsedTimeInSec", value));
            attacks.add(session("data.version", value));
        }
        long tooLong = AccessClaims.LONGEST_STAY.toSeconds() + 1;
        attacks.add(access("data.ejectAfterElapsedTimeInSec", Long.toString(tooLong)));
        return attacks.stream();
    }

    static Stream<Attack> options() {
        return AccessClaims.OPTIONS.stream()
                .flatMap(option -> NO_BOOLEANS.stream().map(value -> access("data." + option, value)));
    }

    static Stream<Attack> metadata() {
        return Stream.of(
                access("data.metadata", text(5119)),
                access("data.metadata", "{\"a\":" + text(5113) + "}"),
                access("data.metadata", "[".repeat(31) + "]".repeat(31)));
    }

    // Two readers must not come to two rooms.
    static Stream<Attack> scope() {
        List<Attack> attacks = new ArrayList<>();
        attacks.add(access("data.globalToken", "true"));
        attacks.add(global("data.globalToken", "false"));
        attacks.add(global("data.roomName", "\"standup\""));
        attacks.add(global("data.roomName", "null"));
        attacks.add(global("data.roomId", "\"5f01\""));
        for (String value : NO_BOOLEANS) {
            attacks.add(access("data.globalToken", value));
            attacks.add(global("data.globalToken", value));
        }
        return attacks.stream();
    }

    static Stream<Attack> shapes() {
        List<Attack> attacks = new ArrayList<>();
        for (String value : List.of("null", "[]", "\"data\"", "7", "true", "{}")) {
            attacks.addAll(both("data", value));
            attacks.add(ticket("data", value));
        }
        for (String value : List.of("null", "[]", "\"all\"", "true")) {
            attacks.addAll(both("data.permissions", value));
            attacks.addAll(both("data.permissions.canProduceSources", value));
        }
        for (String value : List.of("null", "[\"acme\"]", "\"other\"", "\"acme:ticket\"")) {
            attacks.addAll(both("aud", value));
        }
        attacks.add(access("aud", "\"acme:session\""));
        attacks.add(session("aud", "\"acme\""));
        attacks.add(ticket("aud", "\"acme\""));
        attacks.add(ticket("aud", "\"acme:session\""));
        return attacks.stream();
    }

    private static List<Attack> both(String claim, String value) {
        return List.of(access(claim, value), session(claim, value));
    }

    private static Attack access(String claim, String value) {
        return new Attack("access token", ACCESS, AccessClaims::fromPayload, claim, value);
    }

    private static Attack global(String claim, String value) {
        return new Attack("global access token", GLOBAL, AccessClaims::fromPayload, claim, value);
    }

    private static Attack session(String claim, String value) {
        return new Attack("session token", SESSION, SessionClaims::fromPayload, claim, value);
    }

    private static Attack ticket(String claim, String value) {
        return new Attack("ticket", TICKET, TicketClaims::fromPayload, claim, value);
    }

    private static String text(int characters) {
        return "\"" + "x".repeat(characters) + "\"";
    }

    /** The other side of each limit above. */
    @Test
    void whatABodyMayAskForIsRead() {
        Map<String, String> longest = new LinkedHashMap<>();
        longest.put("data.name", text(100));
        longest.put("data.email", "\"" + "x".repeat(242) + "@example.com\"");
        longest.put("data.meta", text(1000));
        longest.put("data.externalUserId", text(128));
        longest.put("sub", text(128));
        longest.put("jti", text(64));
        longest.put("data.role", text(20));
        longest.put("data.roomName", text(64));
        longest.forEach((claim, value) -> assertThat(
                        AccessClaims.fromPayload(access(claim, value).forged()))
                .as(claim)
                .isNotNull());
        for (String metadata :
                List.of(text(5118), "{\"a\":" + text(5112) + "}", "[".repeat(30) + "]".repeat(30), "null")) {
            assertThat(AccessClaims.fromPayload(
                            access("data.metadata", metadata).forged()))
                    .isNotNull();
        }
    }

    /** A newer version may have signed them (RFC 7519 section 4). */
    @Test
    void claimsThatNobodyKnowsAreIgnored() {
        for (String claim : List.of("new", "data.new", "data.permissions.canFly")) {
            assertThat(AccessClaims.fromPayload(access(claim, "\"x\"").forged()).toPayload())
                    .isEqualTo(ACCESS);
            assertThat(SessionClaims.fromPayload(session(claim, "\"x\"").forged())
                            .toPayload())
                    .isEqualTo(SESSION);
        }
        assertThat(TicketClaims.fromPayload(ticket("data.new", "[]").forged()).toPayload())
                .isEqualTo(TICKET);
    }

    /** Earlier releases took such names: nobody is locked out for one, and nobody is misled by it. */
    @Test
    void namesOfEarlierReleasesAreReadWithoutWhatIsNotSeen() {
        assertThat(AccessClaims.fromPayload(
                                access("data.name", "\" A\\u200bda \"").forged())
                        .person()
                        .name())
                .isEqualTo("Ada");
        assertThat(AccessClaims.fromPayload(access("data.name", "\"\\u200b\"").forged())
                        .person()
                        .name())
                .isNull();
        assertThat(AccessClaims.fromPayload(access("data.role", "\"Team lead\"").forged())
                        .grant())
                .isEqualTo(Grant.GUEST);
    }
}
