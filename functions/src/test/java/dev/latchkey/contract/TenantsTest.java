package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever app A holds gets nothing of app B: it is answered as if B's thing did not exist. */
class TenantsTest {
    private final ServiceFixture service = new MemoryFixture();
    private final Tenant a = Tenant.settle(service, "aaa");
    private final Tenant b = Tenant.settle(service, "other-show");
    private final Tenant ghost = Tenant.ghost(service, "ggg");

    static Stream<RouteCase> routes() {
        return RouteCase.ALL.stream();
    }

    /** Routes that take a credential and lead to something of an app's. */
    static Stream<RouteCase> guardedRoutes() {
        return routes().filter(route -> route.who() != RouteCase.Who.ANYBODY);
    }

    static Stream<RouteCase> peopleRoutes() {
        return guardedRoutes()
                .filter(route -> route.route().matches(".*\\{(peerId|requestId|sessionId|webhookId|keyId)}.*"));
    }

    static Stream<RouteCase> lists() {
        return routes().filter(route ->
                route.route().startsWith("GET") && route.needs().isPresent());
    }

    @Test
    void everyRouteIsVisited() {
        // HEAD is another way to ask for what GET gives.
        assertThat(RouteCase.ALL)
                .extracting(RouteCase::route)
                .containsExactlyInAnyOrderElementsOf(Template.routes().stream()
                        .filter(route -> !route.startsWith("HEAD "))
                        .toList());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void ownerGetsWhatIsItsOwn(RouteCase route) {
        assertThat(route.as(b).send().status()).isIn(usual(route));
    }

    private static List<Integer> usual(RouteCase route) {
        if (route.route().equals("POST /api/v1/room")) {
            return List.of(409);
        }
        // No app here has a media server.
        return route.needsMediaServer() ? List.of(404) : List.of(200, 201, 202);
    }

    @ParameterizedTest
    @MethodSource("guardedRoutes")
    void whateverAHoldsIsAnsweredAtBsThingsAsIfTheyDidNotExist(RouteCase route) {
        if (!route.ofRoom() && route.who() != RouteCase.Who.TICKET
                || route.route().equals("POST /api/v1/room")) {
            return; // about the caller's own app or self, whatever else there is: see the next tests
        }
        for (Map.Entry<String, String> credential : bearers(a).entrySet()) {
            Outcome atB = Outcome.of(route.at(b).bearer(credential.getValue()).send());
            Outcome atGhost =
                    Outcome.of(route.at(ghost).bearer(credential.getValue()).send());
            assertThat(atB).as(credential.getKey()).isEqualTo(atGhost);
            assertThat(atB.status()).as(credential.getKey()).isGreaterThanOrEqualTo(400);
        }
    }

    @ParameterizedTest
    @MethodSource("peopleRoutes")
    void idsOfBsPeopleMeanNothingInAsRoom(RouteCase route) {
        for (Map.Entry<String, String> credential : bearers(a).entrySet()) {
            Answer withB =
                    route.at(a.withPeopleOf(b)).bearer(credential.getValue()).send();
            Answer withNobody = route.at(a.withPeopleOf(ghost))
                    .bearer(credential.getValue())
                    .send();
            assertThat(Outcome.of(withB)).as(credential.getKey()).isEqualTo(Outcome.of(withNobody));
            assertThat(withB.body()).doesNotContain("other-show");
        }
    }

    @ParameterizedTest
    @MethodSource("lists")
    void listsOfAShowNothingOfBEvenWithACursorOfBs(RouteCase route) {
        for (int i = 0; i < 3; i++) {
            a.createRoom("more-of-aaa-" + i, "");
            b.createRoom("more-of-other-show-" + i, "");
        }
        Answer page = route.as(b).query("limit", "1").send(200);
        Object cursor = page.json().get("nextCursor");
        Answer answer = (cursor == null ? route.as(a) : route.as(a).query("cursor", cursor.toString())).send(200);
        assertThat(answer.body()).doesNotContain("other-show", b.peerId, b.requestId, b.sessionId);
    }

    @ParameterizedTest
    @MethodSource("lists")
    void roomsOfOneNameInTwoAppsAreTwoRooms(RouteCase route) {
        Tenant twin = Tenant.ghost(service, "ggg");
        a.createRoom(twin.room, "");
        b.createRoom(twin.room, "'lang':'other-show'");
        Answer answer = route.at(twin).key(a.key).send();
        assertThat(answer.body()).doesNotContain("other-show");
    }

    @Test
    void sessionTokenOfASpeaksForItsOwnPeerAlone() {
        Answer beat = service.call("POST /api/v1/session/heartbeat")
                .bearer(a.sessionToken)
                .send(200);
        assertThat(beat.text("participantSessionId")).isEqualTo(a.peerId);
        service.call("POST /api/v1/session/leave").bearer(a.sessionToken).send(200);
        service.call("POST /api/v1/session/heartbeat").bearer(b.sessionToken).send(200);
    }

    @Test
    void doorOfBLetsNobodyInWithATokenOfAs() {
        b.createRoom("hall-of-other-show", "");
        String global = a.token("'globalToken':true,'isAdmin':true");
        for (String token : List.of(a.accessToken, global, a.sessionToken, a.ticket)) {
            for (String room : List.of(b.room, "hall-of-other-show")) {
                Answer answer = service.call("POST /api/v1/join/{appName}/{roomName}")
                        .path("appName", "other-show")
                        .path("roomName", room)
                        .body("{'accessToken':'" + token + "'}")
                        .send();
                assertThat(answer.code()).isIn("token_for_another_room", "token_invalid");
            }
            assertThat(service.call("POST /api/v1/join/{appName}/{roomName}")
                            .path("appName", "other-show")
                            .path("roomName", b.room)
                            .body("{'ticket':'" + token + "'}")
                            .send()
                            .code())
                    .isIn("join_request_not_found", "token_invalid");
        }
    }

    @Test
    void tokenOfBsIsRevokedByNothingThatAHolds() {
        String jti = jti(b.accessToken);
        String revoke = "POST /api/v1/token/revoke";
        Answer byToken = service.call(revoke)
                .key(a.key)
                .body("{'token':'" + b.accessToken + "'}")
                .send();
        Answer nonsense =
                service.call(revoke).key(a.key).body("{'token':'nonsense'}").send();
        assertThat(Outcome.of(byToken)).isEqualTo(Outcome.of(nonsense));
        service.call(revoke).key(a.key).body("{'jti':'" + jti + "'}").send(200);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(60);
        service.call(revoke)
                .key(a.key)
                .body("{'issuedBeforeUnixSec':" + (ScenarioFixture.NOON.getEpochSecond() + 60) + "}")
                .send(200);
        service.call("POST /api/v1/token/validate")
                .body("{'token':'" + b.accessToken + "'}")
                .send(200);
        b.join("{'accessToken':'" + b.accessToken + "'}", 201);
    }

    @Test
    void idempotencyKeysOfTwoAppsNeverMeet() {
        List<Answer> rooms = new ArrayList<>();
        List<String> tokens = new ArrayList<>();
        for (Tenant tenant : List.of(a, b)) {
            rooms.add(service.call("POST /api/v1/room")
                    .key(tenant.key)
                    .header("idempotency-key", "same")
                    .body("{'roomName':'meant-once'}")
                    .send(200));
            tokens.add(jti(service.call("POST /api/v1/token")
                    .key(tenant.key)
                    .header("idempotency-key", "same")
                    .body("{'roomName':'meant-once'}")
                    .send(200)
                    .text("token")));
        }
        assertThat(rooms.get(0).text("app")).isEqualTo("aaa");
        assertThat(rooms.get(1).text("app")).isEqualTo("other-show");
        assertThat(rooms.get(0).text("_id")).isNotEqualTo(rooms.get(1).text("_id"));
        assertThat(tokens.get(0)).isNotEqualTo(tokens.get(1));
    }

    private static String jti(String token) {
        String payload = new String(
                java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                java.nio.charset.StandardCharsets.UTF_8);
        return Objects.requireNonNull(Json.readObject(payload).get("jti")).toString();
    }

    private static Map<String, String> bearers(Tenant tenant) {
        Map<String, String> bearers = new LinkedHashMap<>();
        bearers.put("API key", tenant.key);
        bearers.put("access token", tenant.accessToken);
        bearers.put("session token of an admin", tenant.sessionToken);
        bearers.put("ticket", tenant.ticket);
        return bearers;
    }

    /** What a caller can tell two answers apart by; an answer's own ids and times are not among it. */
    private record Outcome(
            int status, @org.jspecify.annotations.Nullable String code, String detail) {
        static Outcome of(Answer answer) {
            return new Outcome(
                    answer.status(), answer.code(), String.valueOf(answer.json().get("detail")));
        }
    }
}
