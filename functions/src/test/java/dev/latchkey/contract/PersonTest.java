package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator exports and erases a person who is, by way of the API, in every kind of item that may name one. */
class PersonTest {
    private static final String NAME = "Zebediah";
    private static final String EMAIL = "zebediah@quux.example";
    private static final String USER = "user-of-zeb";
    private static final String PERSON = "'name':'" + NAME + "','email':'" + EMAIL + "','meta':'meta of " + NAME
            + "','metadata':{'of':'" + NAME + "'},'role':'" + NAME + "','permissions':{'canSendData':true}";
    private static final String WITH_ID = PERSON + ",'externalUserId':'" + USER + "'";

    private final TableFixture service = new TableFixture();
    private final String key = service.app("dev");
    private final String otherKey = service.app("other");
    private final List<Answer> inside = new ArrayList<>();

    /** One person under several tokens in several rooms: known by id and e-mail, by id alone, by e-mail alone. */
    @BeforeEach
    void personEverywhere() {
        room(key, "team", "'maxParticipants':9");
        room(key, "gone", "'privacy':'private'");
        room(key, "locked", "'roomLocked':true");
        room(key, "club", "");
        String both = token(key, "'roomName':'team'," + WITH_ID, "once");
        leave(join("team", both, 201));
        // Another meeting, and a later one.
        service.clock.now = service.clock.now.plusSeconds(1);
        inside.add(join("team", both, 201));
        String idAlone = token(key, "'globalToken':true,'externalUserId':'" + USER + "'", "again");
        inside.add(join("team", idAlone, 201));
        leave(join("gone", idAlone, 201));
        String emailAlone = token(key, "'globalToken':true," + PERSON, "third");
        leave(join("team", emailAlone, 201));
        inside.add(join("team", emailAlone, 201));
        join("locked", both(key, "locked"), 202);
        String denied = join("locked", both(key, "locked"), 202).text("requestId");
        service.call("POST /api/v1/join/{appName}/{roomName}/{requestId}/deny")
                .path("appName", "dev")
                .path("roomName", "locked")
                .path("requestId", denied)
                .key(key)
                .body("{'message':'Not today, " + NAME + "'}")
                .send(200);
        join("locked", emailAlone, 202);
        ban("club");
        ban("gone");
        service.call("DELETE /api/v1/room/{roomName}")
                .path("roomName", "gone")
                .key(key)
                .send(200);
        KeptForWebhooks.in(
                service.stores(), "dev", service.clock().instant(), "{\"data\":{\"externalUserId\":\"" + USER + "\"}}");
        // Somebody else, who shares the address, and another app's user of the same id.
        join("team", token(key, "'roomName':'team','externalUserId':'sister','name':'Yolanda'", "sister"), 201);
        room(otherKey, "theirs", "");
        token(otherKey, "'roomName':'theirs','externalUserId':'" + USER + "'", "once");
    }

    /** Holds the search to every kind: one that is added, and filled here, is found by what is left of the person. */
    @Test
    void nothingInTheTableNamesAPersonWhoWasErased() {
        assertThat(named()).containsExactly("BAN", "DELIVERIES", "DONE", "IDEM", "IN", "JOIN", "PAST", "PEER");
        Map<String, Object> erased = eraseBy("'externalUserId':'" + USER + "'");
        assertThat(erased).containsEntry("complete", true).containsEntry("mentionedInRooms", List.of());
        assertThat(named()).isEmpty();
        assertThat(erased.get("erased"))
                .isEqualTo(Map.of(
                        "putOut", 3L, "meetings", 3L, "joinRequests", 3L, "bans", 2L, "repeats", 2L, "events", 1L));
    }

    @Test
    void whatIsRecordedOfAUserInsideIsFreed() {
        room(key, "one-each", "'onSecondEntry':'refuse'");
        join("one-each", token(key, "'globalToken':true,'maxPeers':2," + WITH_ID, "fourth"), 201);
        assertThat(eraseBy("'externalUserId':'" + USER + "'")).containsEntry("complete", true);
        assertThat(service.texts())
                .filteredOn(item -> item.get("sk").startsWith("HOLDER#"))
                .singleElement()
                .satisfies(count -> assertThat(count.get("holdersUsed")).contains("N=0"));
    }

    @Test
    void whoWaitedTakesNoPlaceInTheWaitingRoom() {
        assertThat(placesOfThoseWhoWait()).isNotEmpty();
        eraseBy("'externalUserId':'" + USER + "'");
        assertThat(placesOfThoseWhoWait()).isEmpty();
    }

    private List<Map<String, String>> placesOfThoseWhoWait() {
        return service.texts().stream()
                .filter(item -> item.get("sk").startsWith("WAITING#") && item.containsKey("waitingPlaces"))
                .toList();
    }

    @Test
    void whoIsKnownByTheAddressIsKnownByTheIdBesideIt() {
        eraseBy("'email':'Zebediah@QUUX.example'");
        assertThat(named()).isEmpty();
    }

    /** The kinds of items that hold name, address or id, but for the other app's. */
    private TreeSet<String> named() {
        TreeSet<String> kinds = new TreeSet<>();
        for (Map<String, String> item : service.texts()) {
            String text = item.toString();
            boolean theirs = text.contains("other");
            if (!theirs && Stream.of(NAME, EMAIL, USER).anyMatch(text::contains)) {
                boolean byPartition = item.get("pk").matches("(IN|DELIVERIES)#.*");
                kinds.add(item.get(byPartition ? "pk" : "sk").replaceAll("#.*", ""));
            }
        }
        return kinds;
    }

    @Test
    void countsAndTimesOfMeetingsStay() {
        List<Map<?, ?>> before = participants();
        service.clock.now = service.clock.now.plusSeconds(5);
        eraseBy("'externalUserId':'" + USER + "'");
        List<Map<?, ?>> after = participants();
        assertThat(after).hasSameSizeAs(before);
        for (String field : List.of("peerId", "joinedAt", "meetingSessionId", "isAdmin")) {
            assertThat(after)
                    .extracting(entry -> (Object) entry.get(field))
                    .containsExactlyInAnyOrderElementsOf(before.stream()
                            .map(entry -> (Object) entry.get(field))
                            .toList());
        }
        assertThat(after).filteredOn(entry -> entry.get("name") != null).hasSize(1);
        assertThat(after)
                .filteredOn(entry -> "erased".equals(entry.get("role")))
                .hasSize(3);
    }

    @Test
    void whoIsInsideIsPutOutAndHisPlaceIsFree() {
        assertThat(inside()).hasSize(4);
        eraseBy("'externalUserId':'" + USER + "'");
        assertThat(inside()).hasSize(1);
        assertThat(service.items())
                .anyMatch(item -> item.contains("SEATS#") && item.contains("seatsUsed=AttributeValue(N=1)"));
        assertThat(service.auditLog)
                .filteredOn(line -> line.contains("\"rule\":\"erased\""))
                .hasSize(3);
    }

    @Test
    void banOfSomebodyErasedHoldsUntilItIsTakenBack() {
        eraseBy("'externalUserId':'" + USER + "'");
        String again = token(key, "'roomName':'club','externalUserId':'" + USER + "'", "anew");
        assertThat(join("club", again, 403).code()).isEqualTo("banned");
        service.call("PUT /api/v1/room/{roomName}")
                .path("roomName", "club")
                .key(key)
                .body("{'autoJoin':true}")
                .send(200);
        assertThat(join("club", again, 403).code()).isEqualTo("banned");
        List<?> bans = (List<?>) service.call("GET /api/v1/room/{roomName}/bans")
                .path("roomName", "club")
                .key(key)
                .send(200)
                .json()
                .get("bans");
        assertThat(((Map<?, ?>) bans.get(0)).get("externalUserId")).isNull();
        service.call("DELETE /api/v1/room/{roomName}/bans/{externalUserId}")
                .path("roomName", "club")
                .path("externalUserId", USER)
                .key(key)
                .send(200);
        join("club", again, 201);
    }

    @Test
    void whoSharesTheAddressUnderAnotherIdStays() {
        join("team", token(key, "'roomName':'team','externalUserId':'brother','email':'" + EMAIL + "'", "b"), 201);
        eraseBy("'externalUserId':'" + USER + "'");
        assertThat(service.items()).anyMatch(item -> item.contains("brother"));
        assertThat(service.items()).anyMatch(item -> item.contains("Yolanda"));
    }

    @Test
    void anotherAppsUserOfTheSameIdStays() {
        eraseBy("'externalUserId':'" + USER + "'");
        assertThat(service.items())
                .filteredOn(item -> item.contains(USER))
                .hasSize(1)
                .allMatch(item -> item.contains("other"));
    }

    @Test
    void whatTheAppItselfWroteAboutThePersonIsNotTouchedAndTold() {
        service.call("PUT /api/v1/room/{roomName}")
                .path("roomName", "locked")
                .key(key)
                .body("{'metadata':{'owner':'" + USER + "'}}")
                .send(200);
        assertThat(eraseBy("'email':'" + EMAIL + "'")).containsEntry("mentionedInRooms", List.of("locked"));
        assertThat(service.items()).anyMatch(item -> item.contains("\\\"owner\\\"") || item.contains("\"owner\""));
    }

    @Test
    void exportShowsEverythingAndNoSecret() {
        Map<String, Object> export = ask("export-person", "'externalUserId':'" + USER + "'");
        assertThat(items(export))
                .extracting(item -> String.valueOf(item.get("kind")))
                .containsExactlyInAnyOrder(
                        "meeting",
                        "meeting",
                        "meeting",
                        "meeting",
                        "meeting",
                        "meeting",
                        "joinRequest",
                        "joinRequest",
                        "joinRequest",
                        "ban",
                        "ban",
                        "repeat",
                        "repeat",
                        "event");
        assertThat(export).containsEntry("externalUserIds", List.of(USER)).containsEntry("emails", List.of(EMAIL));
        assertThat(Json.write(export))
                .contains("Not today, " + NAME, "meta of " + NAME)
                .doesNotContain("Yolanda")
                .doesNotContainPattern("lk_dev_|eyJ[A-Za-z0-9_-]{20,}|[0-9a-f]{64}");
        assertThat(named()).as("an export changes nothing").hasSize(8);
    }

    /** A search that may look at one item a call comes to the same end: time runs out after each. */
    @Test
    void searchGoesOnWhereTheTimeRanOut() {
        service.log.millisLeft = 5_000;
        Map<String, Object> whole = ask("export-person", "'externalUserId':'" + USER + "'");
        assertThat(items(whole)).hasSize(14);
        Map<String, Object> last = eraseBy("'externalUserId':'" + USER + "'");
        assertThat(last).containsEntry("complete", true);
        assertThat(calls).isGreaterThan(20);
        assertThat(named()).isEmpty();
    }

    /** What somebody leaves behind by leaving is kept where the search may have been already. */
    @Test
    void whoLeavesMeanwhileIsErasedAllTheSame() {
        service.log.millisLeft = 5_000;
        meanwhile = cursor -> {
            if (cursor.contains("ERASE") && cursor.contains("PEER#")) {
                inside.forEach(this::leave);
            }
        };
        eraseBy("'externalUserId':'" + USER + "'");
        assertThat(named()).isEmpty();
    }

    @Test
    void searchThatDiedIsBegunAnew() {
        for (int broken = 0; broken < 60; broken += 7) {
            int[] left = {broken};
            service.trouble = call -> {
                if (left[0]-- == 0) {
                    throw new IllegalStateException("died");
                }
            };
            service.operator(
                    "{'action':'erase-person','app':'dev','externalUserId':'" + USER + "','email':'" + EMAIL + "'}");
        }
        service.trouble = call -> {};
        eraseBy("'externalUserId':'" + USER + "','email':'" + EMAIL + "'");
        assertThat(named()).isEmpty();
        assertThat(eraseBy("'externalUserId':'" + USER + "'").get("erased"))
                .as("nothing is left")
                .isEqualTo(Map.of(
                        "putOut", 0L, "meetings", 0L, "joinRequests", 0L, "bans", 0L, "repeats", 0L, "events", 0L));
    }

    @Test
    void cursorOfAnotherSearchIsRefused() {
        service.log.millisLeft = 5_000;
        String cursor = service.operator("{'action':'erase-person','app':'dev','email':'" + EMAIL + "'}")
                .text("cursor");
        service.app("third");
        for (String other : List.of(
                "'action':'erase-person','app':'dev','email':'x@example.com'",
                "'action':'erase-person','app':'third','email':'" + EMAIL + "'")) {
            assertThat(service.operator("{" + other + ",'cursor':'" + cursor + "'}")
                            .code())
                    .isEqualTo("malformed_request");
        }
        assertThat(service.operator("{'action':'erase-person','app':'dev','email':'" + EMAIL + "','cursor':'" + cursor
                                + "'}")
                        .json())
                .containsEntry("success", true);
    }

    @Test
    void logNamesNobody() {
        service.log.lines.clear();
        service.auditLog.clear();
        ask("export-person", "'externalUserId':'" + USER + "'");
        eraseBy("'email':'" + EMAIL + "'");
        assertThat(service.auditLog)
                .anyMatch(line -> line.contains("\"rule\":\"erase-person\""))
                .anyMatch(line -> line.contains("\"rule\":\"export-person\""));
        assertThat(String.join("\n", service.auditLog) + String.join("\n", service.log.lines))
                .doesNotContainIgnoringCase(NAME)
                .doesNotContain(USER, "\"user\"");
    }

    private int calls;
    private Consumer<String> meanwhile = cursor -> {};

    private Map<String, Object> eraseBy(String who) {
        return ask("erase-person", who);
    }

    /** All calls that it takes; the answer of the last, with the items of all. */
    private Map<String, Object> ask(String action, String who) {
        List<Object> items = new ArrayList<>();
        String cursor = "";
        calls = 0;
        while (true) {
            Map<String, Object> answer = service.operator(
                            "{'action':'" + action + "','app':'dev'," + who + cursor + "}")
                    .json();
            calls++;
            assertThat(answer).containsEntry("success", true);
            items.addAll((List<?>) answer.getOrDefault("items", List.of()));
            if (answer.get("cursor") == null) {
                answer.put("items", items);
                return answer;
            }
            assertThat(answer).containsEntry("complete", false);
            String reached = String.valueOf(answer.get("cursor"));
            meanwhile.accept(new String(Base64.getUrlDecoder().decode(reached), StandardCharsets.UTF_8));
            cursor = ",'cursor':'" + reached + "'";
        }
    }

    private static List<Map<?, ?>> items(Map<String, Object> answer) {
        return ((List<?>) answer.get("items"))
                .stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList();
    }

    private void room(String by, String name, String fields) {
        service.call("POST /api/v1/room")
                .key(by)
                .body("{'roomName':'" + name + "'" + (fields.isEmpty() ? "" : "," + fields) + "}")
                .send(200);
    }

    private String both(String by, String room) {
        service.clock.now = service.clock.now.plus(Duration.ofMillis(1));
        return token(by, "'roomName':'" + room + "'," + WITH_ID, room + service.clock.now);
    }

    private String token(String by, String fields, String once) {
        ServiceFixture.Call call = service.call("POST /api/v1/token").key(by).body("{" + fields + "}");
        return (List.of("once", "again").contains(once) ? call.header("idempotency-key", once) : call)
                .send(200)
                .text("token");
    }

    private Answer join(String room, String token, int status) {
        return service.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", "dev")
                .path("roomName", room)
                .body("{'accessToken':'" + token + "'}")
                .send(status);
    }

    private void leave(Answer inside) {
        service.call("POST /api/v1/session/leave")
                .body("{'sessionToken':'" + inside.text("sessionToken") + "'}")
                .send(200);
    }

    private void ban(String room) {
        service.call("PUT /api/v1/room/{roomName}/bans/{externalUserId}")
                .path("roomName", room)
                .path("externalUserId", USER)
                .key(key)
                .send(200);
    }

    private List<Map<?, ?>> inside() {
        return list("GET /api/v1/room/{roomName}/peers", "peers", "none");
    }

    private List<Map<?, ?>> participants() {
        String session = String.valueOf(list("GET /api/v1/room/{roomName}/sessions", "sessions", "none")
                .get(0)
                .get("meetingSessionId"));
        return list("GET /api/v1/room/{roomName}/sessions/{sessionId}/participants", "participants", session);
    }

    private List<Map<?, ?>> list(String route, String field, String session) {
        return ((List<?>) service.call(route)
                        .path("roomName", "team")
                        .path("sessionId", session)
                        .key(key)
                        .send(200)
                        .json()
                        .get(field))
                .stream().<Map<?, ?>>map(item -> (Map<?, ?>) item).toList();
    }
}
