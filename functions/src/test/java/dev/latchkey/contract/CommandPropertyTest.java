package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.command.CommandAnswer;
import dev.latchkey.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is in a body: a command with it is refused as HTTP refuses it, to the word, and done where HTTP does it. */
class CommandPropertyTest {
    private static final int BODIES = 400;
    private static final String NOBODY = "01KDW0K0000000000000000007";
    private static final String LONG = "x".repeat(999);

    /** Values for every field of any of the calls, good and bad. */
    private static final Map<String, List<Object>> FIELDS = fields();

    private final MemoryFixture service = new MemoryFixture();
    /** The same app twice: what happens to the one by HTTP happens to the other by commands. */
    private final Tenant byHttp = Tenant.settle(service, "http");

    private final Tenant byCommand = Tenant.settle(service, "byte");
    private final Commands commands = Commands.of(service, "byte");

    private static Map<String, List<Object>> fields() {
        Map<String, List<Object>> fields = new LinkedHashMap<>();
        fields.put("roomName", List.of("room-of-APP", "monday", "tuesday", "no name", "", 7L));
        fields.put("privacy", List.of("public", "private", "secret", 1L));
        fields.put("maxParticipants", List.of(0L, 5L, -1L, "5", 1e99));
        fields.put("reservedPlaces", List.of(0L, 2L, 9L));
        fields.put("enableRequestToJoin", List.of(true, false, "yes"));
        fields.put("expireUnixSec", List.of(0L, 1L, 1_999_999_999L, 1_999_999_999_000L, "soon"));
        fields.put("notBeforeUnixSec", List.of(0L, 1_999_999_998L, -1L));
        fields.put("name", List.of("Ada", "", " ", 1L));
        fields.put("externalUserId", List.of("user-7", "", List.of()));
        fields.put("email", List.of("ada@example.com", "ada"));
        fields.put("role", List.of("host", "speaker", "own_role", "HOST", ""));
        fields.put(
                "permissions",
                List.of(Map.of("canProduce", true), Map.of("canProduce", 1L), Map.of("fly", true), "all"));
        fields.put("isAdmin", List.of(true, false, "no"));
        fields.put("globalToken", List.of(true, false, 0L));
        fields.put("maxPeers", List.of(1L, 0L));
        fields.put("metadata", List.of(Map.of("a", List.of(1L, 2.5, "ü")), "x".repeat(5000)));
        fields.put("jti", List.of("01KDW0K0000000000000000007", "ada"));
        fields.put("issuedBeforeUnixSec", List.of(1L, 1_999_999_999L, "now"));
        fields.put("ban", List.of(true, false, "yes"));
        fields.put("message", List.of("Not today", "", "x".repeat(501)));
        fields.put(
                "meetingJoinWebhook",
                List.of("https://example.com/hook", "https://10.0.0.1/", "ftp://example.com", 1L));
        fields.put("misspelt", List.of(1L));
        return fields;
    }

    static Stream<Way> ways() {
        return Stream.of(
                new Way(
                        "create-room",
                        "POST /api/v1/room",
                        "",
                        "roomName privacy maxParticipants reservedPlaces"
                                + " enableRequestToJoin meetingJoinWebhook expireUnixSec notBeforeUnixSec metadata misspelt"),
                new Way(
                        "create-token",
                        "POST /api/v1/token",
                        "",
                        "roomName name externalUserId email role permissions"
                                + " isAdmin globalToken maxPeers expireUnixSec notBeforeUnixSec metadata misspelt"),
                new Way("revoke", "POST /api/v1/token/revoke", "", "roomName jti issuedBeforeUnixSec misspelt"),
                new Way("eject", "POST /api/v1/room/{roomName}/peers/{peerId}/eject", "peerId", "ban misspelt"),
                new Way(
                        "approve",
                        "POST /api/v1/join/{appName}/{roomName}/{requestId}/approve",
                        "requestId",
                        "role permissions isAdmin message misspelt"),
                new Way(
                        "deny",
                        "POST /api/v1/join/{appName}/{roomName}/{requestId}/deny",
                        "requestId",
                        "role message misspelt"));
    }

    @ParameterizedTest
    @MethodSource("ways")
    void sameBodyHasTheSameEnd(Way way) {
        Random random = new Random(way.type().hashCode());
        int done = 0;
        for (int i = 0; i < BODIES; i++) {
            Map<String, Object> body = body(random, way);
            String room =
                    pick(random, List.of("room-of-APP", "room-of-APP", "room-of-APP", "tuesday", "no name", "a\nb"));
            // Of two bad places in a path HTTP names the one that it looks at first.
            String subject = room.equals("a\nb")
                    ? "THERE"
                    : pick(random, List.of("THERE", "THERE", "THERE", NOBODY, LONG, "\u0007"));

            Answer http = http(way, room, subject, body);
            CommandAnswer command = command(way, i, room, subject, body);

            String what = way.type() + " " + room + " " + subject + " " + Json.write(body);
            assertThat(command.succeeded()).as(what + http.body()).isEqualTo(http.status() < 300);
            if (command.succeeded()) {
                done++;
            } else {
                assertThat(without(command.says())).as(what).isEqualTo(without(http.json()));
            }
        }
        assertThat(done).as("some were good").isPositive();
        assertThat(done).as("some were not").isLessThan(BODIES);
    }

    /** The one thing in which they differ: a token's text is no matter for a queue. */
    @Test
    void tokenIsRevokedByItsTextOverHttpAlone() {
        service.call("POST /api/v1/token/revoke")
                .key(byHttp.key)
                .body("{'token':'" + byHttp.accessToken + "'}")
                .send(200);
        CommandAnswer answer =
                commands.ask("byte", "{'id':'c','type':'revoke','body':{'token':'" + byCommand.accessToken + "'}}");
        assertThat(answer.says().get("errors"))
                .isEqualTo(List.of(
                        Map.of("field", "token", "message", "is not taken in a command: name the token's jti")));
    }

    private Map<String, Object> body(Random random, Way way) {
        Map<String, Object> body = new LinkedHashMap<>();
        List<String> names = new ArrayList<>(List.of(way.fields().split(" ")));
        java.util.Collections.shuffle(names, random);
        names.subList(0, random.nextInt(Math.min(4, names.size()) + 1))
                .forEach(name -> body.put(name, pick(random, FIELDS.get(name))));
        return body;
    }

    private static <T> T pick(Random random, List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    private Answer http(Way way, String room, String subject, Map<String, Object> body) {
        ServiceFixture.Call call = service.call(way.route()).key(byHttp.key);
        if (!way.subject().isEmpty()) {
            call.path("appName", "http")
                    .path("roomName", room.replace("APP", "http"))
                    .path(way.subject(), subject.replace("THERE", there(byHttp, way)));
        }
        return call.json(Json.readObject(Json.write(body).replace("room-of-APP", "room-of-http")))
                .send();
    }

    private CommandAnswer command(Way way, int number, String room, String subject, Map<String, Object> body) {
        Map<String, Object> command = new LinkedHashMap<>();
        command.put("id", way.type() + "-" + number);
        command.put("type", way.type());
        if (!way.subject().isEmpty()) {
            command.put("roomName", room.replace("APP", "byte"));
            command.put(way.subject(), subject.replace("THERE", there(byCommand, way)));
        }
        command.put("body", body);
        String text = Json.write(command).replace("room-of-APP", "room-of-byte");
        assertThat(commands.send(text)).as(text).isTrue();
        return commands.answer("byte", text);
    }

    private static String there(Tenant tenant, Way way) {
        return way.subject().equals("peerId") ? tenant.peerId : tenant.requestId;
    }

    private static Map<String, Object> without(Map<String, Object> problem) {
        Map<String, Object> rest = new LinkedHashMap<>(Json.readObject(Json.write(problem)));
        rest.remove("instance");
        return rest;
    }

    /**
     * @param subject what is in the path beside the room; empty when nothing is
     * @param fields those of the body
     */
    record Way(String type, String route, String subject, String fields) {
        @Override
        public String toString() {
            return type;
        }
    }
}
