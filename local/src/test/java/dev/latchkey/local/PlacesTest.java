package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who gets a place and who keeps it, over HTTP with real threads. */
class PlacesTest {
    private static LocalServer server;

    @BeforeAll
    static void start() {
        server = LocalServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void oneAddressDoesNotTakeAllPlacesOfAPublicRoom() throws Exception {
        try (LocalServer strict = LocalServer.start(300)) {
            strict.app().post("/api/v1/room", Map.of("roomName", "hall"));
            List<ApiAnswer> replies = together(
                    500, 16, i -> strict.anyone().post("/api/v1/join/dev/hall", Map.of("name", "visitor " + i)));

            assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(300);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() != 201)
                    .allMatch(reply -> "rate_limited".equals(reply.problem()))
                    .allMatch(reply -> Integer.parseInt(reply.header("retry-after")) <= 60);
        }
    }

    @Test
    void guestsWithOneTokenLeaveTheReservedPlaceToTheHost() throws Exception {
        room("reserved", Map.of("maxParticipants", 20, "reservedPlaces", 1));
        String guests = token("reserved", Map.of("role", "guest"));

        List<ApiAnswer> replies = together(40, 12, i -> join("reserved", guests));

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(19);
        assertThat(replies)
                .filteredOn(reply -> reply.status() != 201)
                .allMatch(reply -> "room_full".equals(reply.problem()));
        assertThat(join("reserved", token("reserved", Map.of("role", "host"))).status())
                .isEqualTo(201);
        assertThat(join("reserved", token("reserved", Map.of("role", "host"))).problem())
                .isEqualTo("room_full");
        assertThat(inside("reserved")).isEqualTo(20);
    }

    @Test
    void adminsAndGuestsAtOnceNeverTakeMoreThanTheirPlaces() throws Exception {
        for (int night = 0; night < 4; night++) {
            String room = "mixed-" + night;
            room(room, Map.of("maxParticipants", 6, "reservedPlaces", 2));
            String guests = token(room, Map.of());
            String hosts = token(room, Map.of("role", "host"));

            List<ApiAnswer> replies = together(24, 12, i -> join(room, i % 3 == 0 ? hosts : guests));

            assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSize(6);
            assertThat(replies)
                    .filteredOn(reply -> "guest".equals(reply.text("role")))
                    .hasSizeLessThanOrEqualTo(4);
        }
    }

    @Test
    void whoIsNoAdminAnyMoreTakesAnOrdinaryPlaceAndGivesItBack() {
        room("demoted", Map.of("maxParticipants", 3, "reservedPlaces", 1));
        String guests = token("demoted", Map.of());
        ApiAnswer coHost = join("demoted", token("demoted", Map.of("role", "coHost")));
        ApiAnswer guest = join("demoted", guests);
        role("demoted", coHost, "guest");

        assertThat(join("demoted", guests).problem()).as("a third guest").isEqualTo("room_full");
        ApiAnswer host = join("demoted", token("demoted", Map.of("role", "host")));
        assertThat(host.status()).isEqualTo(201);
        role("demoted", guest, "coHost");
        assertThat(join("demoted", guests).problem()).as("a fourth").isEqualTo("room_full");
        leave(host);
        assertThat(join("demoted", guests).status()).as("a second guest").isEqualTo(201);
        leave(coHost);
        assertThat(join("demoted", guests).status())
                .as("in the place given back")
                .isEqualTo(201);
        assertThat(join("demoted", guests).problem()).isEqualTo("room_full");
    }

    @Test
    void placesAreReservedAndSetFreeWhilePeopleComeIn() throws Exception {
        room("changing", Map.of("maxParticipants", 8));
        String guests = token("changing", Map.of());
        List<ApiAnswer> replies = together(
                24,
                8,
                i -> i % 6 == 3
                        ? server.app().put("/api/v1/room/changing", Map.of("reservedPlaces", i % 4 == 3 ? 3 : 1))
                        : join("changing", guests));

        assertThat(replies).filteredOn(reply -> reply.status() == 201).hasSizeLessThanOrEqualTo(8);
        server.app().put("/api/v1/room/changing", Map.of("reservedPlaces", 3));
        assertThat(join("changing", guests).problem()).isEqualTo("room_full");
        assertThat(inside("changing")).isLessThanOrEqualTo(8);
    }

    @Test
    void reloadedPageIsBackInAFullRoomAtOnce() {
        room("reload", Map.of("maxParticipants", 1, "privacy", "private"));
        String token = token("reload", Map.of());
        ApiAnswer first = join("reload", token);
        assertThat(join("reload", token).problem())
                .as("without its session token")
                .isEqualTo("room_full");

        ApiAnswer second = back("reload", token, first);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text("participantSessionId")).isEqualTo(first.text("participantSessionId"));
        assertThat(heartbeat(first).problem()).isEqualTo("token_revoked");
        leave(first);
        assertThat(heartbeat(second).status())
                .as("after the old page's goodbye")
                .isEqualTo(200);

        ApiAnswer third = back("reload", null, second);
        assertThat(third.text("participantSessionId")).isEqualTo(first.text("participantSessionId"));
        assertThat(heartbeat(second).problem()).isEqualTo("token_revoked");
        assertThat(heartbeat(third).status()).isEqualTo(200);
        assertThat(inside("reload")).isEqualTo(1);
        assertThat(back("reload", token, first).problem())
                .as("by a dead session token")
                .isEqualTo("room_full");
        assertThat(participants("reload")).singleElement().extracting("leftAt").isNull();
    }

    @Test
    void answerLostWhileComingBackIsGivenAgain() {
        room("lost", Map.of("maxParticipants", 1));
        ApiAnswer first = join("lost", token("lost", Map.of()));
        ApiClient page = server.anyone().with("Idempotency-Key", "reload-1");
        Map<String, String> body = Map.of("sessionToken", first.text("sessionToken"));
        page.post("/api/v1/join/dev/lost", body);

        ApiAnswer again = page.post("/api/v1/join/dev/lost", body);
        assertThat(again.text("participantSessionId")).isEqualTo(first.text("participantSessionId"));
        assertThat(heartbeat(again).status()).isEqualTo(200);
    }

    @Test
    void roleGivenInsideOutlivesAReload() {
        room("roles", Map.of());
        ApiAnswer first = join("roles", token("roles", Map.of("role", "host")));
        role("roles", first, "listener");

        assertThat(back("roles", null, first).text("role")).isEqualTo("listener");
    }

    @Test
    void placeThatIsGoneIsAnOrdinaryEntry() {
        room("gone", Map.of());
        ApiAnswer first = join("gone", token("gone", Map.of()));
        leave(first);

        ApiAnswer second = back("gone", token("gone", Map.of()), first);
        assertThat(second.status()).isEqualTo(201);
        assertThat(second.text("participantSessionId")).isNotEqualTo(first.text("participantSessionId"));
    }

    @Test
    void nobodyComesBackToAnotherPersonsPlace() {
        room("others", Map.of());
        room("elsewhere", Map.of());
        String token = token("others", Map.of("externalUserId", "ada"));
        ApiAnswer ada = join("others", token);

        assertThat(back("others", token("others", Map.of("externalUserId", "eve")), ada)
                        .problem())
                .isEqualTo("forbidden");
        assertThat(back("elsewhere", null, ada).problem()).isEqualTo("token_for_another_room");
        assertThat(server.anyone()
                        .post("/api/v1/join/dev/others", Map.of("sessionToken", token))
                        .problem())
                .isEqualTo("token_invalid");
        assertThat(heartbeat(ada).status()).isEqualTo(200);
        ApiAnswer again = back("others", token("others", Map.of("externalUserId", "ada")), ada);
        assertThat(again.text("participantSessionId"))
                .as("by another token of hers")
                .isEqualTo(ada.text("participantSessionId"));
    }

    @Test
    void everyRuleIsAskedAgain() {
        room("rules", Map.of("privacy", "private"));
        ApiAnswer ejected = join("rules", token("rules", Map.of("externalUserId", "ejected")));
        ApiAnswer banned = join("rules", token("rules", Map.of("externalUserId", "banned")));
        ApiAnswer inside = join("rules", token("rules", Map.of("externalUserId", "inside")));
        server.app().post("/api/v1/room/rules/peers/" + ejected.text("participantSessionId") + "/eject", Map.of());
        server.app().put("/api/v1/room/rules/bans/banned", Map.of());

        assertThat(back("rules", null, ejected).problem()).isEqualTo("token_revoked");
        assertThat(back("rules", null, banned).problem()).isEqualTo("banned");
        server.app().put("/api/v1/room/rules", Map.of("roomLocked", true));
        assertThat(back("rules", null, inside).status()).isEqualTo(202);
        server.app().put("/api/v1/room/rules", Map.of("roomLocked", false));
        assertThat(back("rules", null, inside).status()).isEqualTo(201);
        server.app()
                .put(
                        "/api/v1/room/rules",
                        Map.of("expireUnixSec", server.clock().instant().getEpochSecond()));
        assertThat(back("rules", null, inside).problem()).isEqualTo("room_expired");
    }

    @Test
    void userTakesHisOwnPlaceInAFullRoom() {
        room("full", Map.of("maxParticipants", 2));
        String ada = token("full", Map.of("externalUserId", "ada"));
        ApiAnswer other = join("full", token("full", Map.of("externalUserId", "grace")));
        ApiAnswer first = join("full", ada);

        ApiAnswer second = join("full", token("full", Map.of("externalUserId", "ada")));
        assertThat(second.status()).isEqualTo(201);
        assertThat(heartbeat(first).problem()).isEqualTo("token_revoked");
        assertThat(heartbeat(other).status()).isEqualTo(200);
        assertThat(join("full", token("full", Map.of("externalUserId", "eve"))).problem())
                .isEqualTo("room_full");
        assertThat(participants("full"))
                .filteredOn("peerId", first.text("participantSessionId"))
                .singleElement()
                .extracting("reason")
                .isEqualTo("replaced");
    }

    @ParameterizedTest
    @CsvSource({"30000, room_full", "30001, ''"})
    void sharedTokenTakesOnlyAnOverduePlaceOfItsOwn(long silentMillis, String code) {
        String room = "overdue-" + silentMillis;
        room(room, Map.of("maxParticipants", 2));
        String shared = token(room, Map.of());
        join(room, shared);
        ApiAnswer other = join(room, token(room, Map.of()));
        server.clock().advance(Duration.ofMillis(silentMillis));
        heartbeat(other);

        ApiAnswer second = join(room, shared);
        assertThat(second.status() == 201 ? "" : second.problem()).isEqualTo(code);
        assertThat(heartbeat(other).status()).isEqualTo(200);
        assertThat(inside(room)).isEqualTo(2);
    }

    @Test
    void ofTwoEntriesAtOnceOneIsRefused() throws Exception {
        for (int night = 0; night < 5; night++) {
            String room = "refuse-" + night;
            room(room, Map.of("onSecondEntry", "refuse"));
            String one = token(room, Map.of("externalUserId", "ada"));
            String two = token(room, Map.of("externalUserId", "ada"));
            List<ApiAnswer> replies = together(8, 8, i -> join(room, i % 2 == 0 ? one : two));

            ApiAnswer in = replies.stream()
                    .filter(reply -> reply.status() == 201)
                    .findAny()
                    .orElseThrow();
            assertThat(replies)
                    .filteredOn(reply -> reply != in)
                    .allMatch(reply -> "already_inside".equals(reply.problem()));
            assertThat(inside(room)).isEqualTo(1);
            assertThat(join(room, token(room, Map.of("externalUserId", "grace")))
                            .status())
                    .isEqualTo(201);
            assertThat(join(room, token(room, Map.of())).status()).isEqualTo(201);
            leave(in);
            assertThat(join(room, two).status()).as("after the first has left").isEqualTo(201);
        }
    }

    @ParameterizedTest
    @CsvSource({"75000, 201", "74999, 409"})
    void whoVanishedIsNoFirstEntry(long silentMillis, int status) {
        String room = "vanished-" + silentMillis;
        room(room, Map.of("onSecondEntry", "refuse"));
        join(room, token(room, Map.of("externalUserId", "ada")));
        server.clock().advance(Duration.ofMillis(silentMillis));

        assertThat(join(room, token(room, Map.of("externalUserId", "ada"))).status())
                .isEqualTo(status);
    }

    @Test
    void ofManyEntriesAtOnceOneReplacesAllOthers() throws Exception {
        for (int night = 0; night < 5; night++) {
            String room = "replace-" + night;
            room(room, Map.of("onSecondEntry", "replace", "maxParticipants", 2));
            join(room, token(room, Map.of("externalUserId", "grace")));
            String ada = token(room, Map.of("externalUserId", "ada"));
            List<ApiAnswer> replies = together(8, 8, i -> join(room, ada));

            assertThat(replies).allMatch(reply -> reply.status() == 201);
            assertThat(replies)
                    .filteredOn(reply -> heartbeat(reply).status() == 200)
                    .hasSize(1);
            assertThat(inside(room)).isEqualTo(2);
        }
    }

    @Test
    void secondEntryIsRefusedAlsoOfOneWhoCameBeforeThatWasTheRule() {
        room("later", Map.of());
        String ada = token("later", Map.of("externalUserId", "ada"));
        ApiAnswer first = join("later", ada);
        ApiAnswer second = join("later", ada);
        server.app().put("/api/v1/room/later", Map.of("onSecondEntry", "refuse"));

        assertThat(join("later", ada).problem()).isEqualTo("already_inside");
        server.app().put("/api/v1/room/later", Map.of("onSecondEntry", "replace"));
        ApiAnswer third = join("later", ada);
        assertThat(third.status()).isEqualTo(201);
        assertThat(heartbeat(first).status()).isEqualTo(401);
        assertThat(heartbeat(second).status()).isEqualTo(401);
        assertThat(inside("later")).isEqualTo(1);
    }

    @Test
    void tokenLetsInAsManyAsItSays() throws Exception {
        for (int night = 0; night < 3; night++) {
            String room = "peers-" + night;
            room(room, night == 0 ? Map.of() : Map.of("maxParticipants", 10));
            String three = token(room, Map.of("maxPeers", 3));
            List<ApiAnswer> replies = together(20, 10, i -> join(room, three));

            List<ApiAnswer> in =
                    replies.stream().filter(reply -> reply.status() == 201).toList();
            assertThat(in).hasSize(3);
            assertThat(replies)
                    .filteredOn(reply -> reply.status() != 201)
                    .allMatch(reply -> "token_in_use".equals(reply.problem()));
            assertThat(join(room, token(room, Map.of("maxPeers", 1))).status()).isEqualTo(201);
            leave(in.get(0));
            assertThat(join(room, three).status()).as("in the place given back").isEqualTo(201);
            assertThat(join(room, three).problem()).isEqualTo("token_in_use");
            assertThat(inside(room)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @CsvSource({"30000, token_in_use", "30001, ''"})
    void tokenForOnePersonComesBackOnceTheFirstIsOverdue(long silentMillis, String code) {
        String room = "alone-" + silentMillis;
        room(room, Map.of());
        String one = token(room, Map.of("maxPeers", 1));
        join(room, one);
        server.clock().advance(Duration.ofMillis(silentMillis));

        ApiAnswer second = join(room, one);
        assertThat(second.status() == 201 ? "" : second.problem()).isEqualTo(code);
        assertThat(inside(room)).isEqualTo(1);
    }

    private static void room(String name, Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("roomName", name);
        assertThat(server.app().post("/api/v1/room", all).status()).isEqualTo(200);
    }

    private static String token(String room, Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("roomName", room);
        return server.app().post("/api/v1/token", all).text("token");
    }

    private static ApiAnswer join(String room, String token) {
        return server.anyone().post("/api/v1/join/dev/" + room, Map.of("accessToken", token));
    }

    /** As a page does that was reloaded, with or without its access token. */
    private static ApiAnswer back(String room, String token, ApiAnswer earlier) {
        Map<String, Object> body = new HashMap<>(Map.of("sessionToken", earlier.text("sessionToken")));
        if (token != null) {
            body.put("accessToken", token);
        }
        return server.anyone().post("/api/v1/join/dev/" + room, body);
    }

    private static ApiAnswer heartbeat(ApiAnswer inside) {
        return server.anyone().withBearer(inside.text("sessionToken")).post("/api/v1/session/heartbeat", Map.of());
    }

    private static void leave(ApiAnswer inside) {
        server.anyone().withBearer(inside.text("sessionToken")).post("/api/v1/session/leave", Map.of());
    }

    private static void role(String room, ApiAnswer inside, String role) {
        assertThat(server.app()
                        .patch(
                                "/api/v1/room/" + room + "/peers/" + inside.text("participantSessionId"),
                                Map.of("role", role))
                        .status())
                .isEqualTo(200);
    }

    private static int inside(String room) {
        return server.app().get("/api/v1/room/" + room + "/peers").list("peers").size();
    }

    private static List<Map<String, Object>> participants(String room) {
        String session = (String) server.app()
                .get("/api/v1/room/" + room + "/sessions")
                .list("sessions")
                .get(0)
                .get("meetingSessionId");
        return server.app()
                .get("/api/v1/room/" + room + "/sessions/" + session + "/participants")
                .list("participants");
    }

    private static List<ApiAnswer> together(int calls, int threads, Visit visit) throws Exception {
        ExecutorService people = Executors.newFixedThreadPool(threads);
        try {
            List<Callable<ApiAnswer>> visits = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                int number = i;
                visits.add(() -> visit.make(number));
            }
            List<ApiAnswer> replies = new ArrayList<>();
            for (Future<ApiAnswer> reply : people.invokeAll(visits)) {
                replies.add(reply.get());
            }
            return replies;
        } finally {
            people.shutdown();
        }
    }

    private interface Visit {
        ApiAnswer make(int number);
    }
}
