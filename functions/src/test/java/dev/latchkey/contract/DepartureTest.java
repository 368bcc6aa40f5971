package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever is out is told how, whatever it asks for with its session token. */
class DepartureTest {
    /** Saying goodbye is harmless for who is out. */
    private static final Set<String> ANSWERED = Set.of("POST /api/v1/session/leave");

    private final ServiceFixture service = new MemoryFixture();
    private Tenant tenant;

    @BeforeEach
    void settle() {
        tenant = Tenant.settle(service, "acme");
    }

    @ParameterizedTest
    @CsvSource({
        "left, 401 token_revoked, left",
        "ejected, 401 token_revoked, ejected",
        "ejected and banned, 401 token_revoked, ejected",
        "banned, 401 token_revoked, banned",
        "revoked, 401 token_revoked, revoked",
        "archived, 404 room_not_found, archived",
    })
    void isToldByEveryRoute(String what, String refusal, String departure) {
        happens(what);
        List<RouteCase> routes = RouteCase.ALL.stream()
                .filter(route -> route.who() == RouteCase.Who.PEER || route.who() == RouteCase.Who.KEY_OR_ADMIN)
                .filter(route -> !ANSWERED.contains(route.route()))
                .toList();
        assertThat(routes).hasSizeGreaterThan(8).allSatisfy(route -> {
            Answer answer = route.at(tenant).bearer(tenant.sessionToken).send();
            assertThat(answer.status() + " " + answer.code()).isEqualTo(refusal);
            assertThat(answer.json()).containsEntry("departure", departure);
        });
    }

    /** Who is inside has not gone, and of who never was nobody knows how. */
    @ParameterizedTest
    @CsvSource({"inside", "never"})
    void isNotToldToOthers(String who) {
        String token = who.equals("inside") ? tenant.sessionToken : tenant.accessToken;
        assertThat(Stream.of("POST /api/v1/session/heartbeat", "GET /api/v1/room/{roomName}/peers"))
                .allSatisfy(route -> assertThat(service.call(route)
                                .path("roomName", tenant.room)
                                .bearer(token)
                                .send()
                                .json())
                        .doesNotContainKey("departure"));
    }

    private void happens(String what) {
        switch (what) {
            case "left" ->
                service.call("POST /api/v1/session/leave")
                        .bearer(tenant.sessionToken)
                        .send(200);
            case "ejected", "ejected and banned" ->
                service.call("POST /api/v1/room/{roomName}/peers/{peerId}/eject")
                        .path("roomName", tenant.room)
                        .path("peerId", tenant.peerId)
                        .key(tenant.key)
                        .body("{'ban':" + what.endsWith("banned") + "}")
                        .send(200);
            case "banned" ->
                service.call("PUT /api/v1/room/{roomName}/bans/{externalUserId}")
                        .path("roomName", tenant.room)
                        .path("externalUserId", "host-of-acme")
                        .key(tenant.key)
                        .send(200);
            case "revoked" ->
                service.call("POST /api/v1/token/revoke")
                        .key(tenant.key)
                        .body("{'token':'" + tenant.accessToken + "'}")
                        .send(200);
            default ->
                service.call("DELETE /api/v1/room/{roomName}")
                        .path("roomName", tenant.room)
                        .key(tenant.key)
                        .send(200);
        }
    }
}
