package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** API keys by HTTP: what a key may do to others and to itself. */
class ApiKeysTest {
    private static final String KEYS = "/api/v1/api-keys";
    private static final String LIST_ROOMS = "GET /api/v1/rooms";
    private static final long TOMORROW =
            ScenarioFixture.NOON.plus(Duration.ofDays(1)).getEpochSecond();

    private final MemoryFixture service = new MemoryFixture();
    private final String first = service.app("dev");

    @Test
    void keyMadeByHttpIsGoodAtOnceAndARevokedOneIsRefusedAtOnce() {
        Answer made = create(first, "'scopes':['rooms']", 201);
        assertThat(made.headers().get("cache-control")).isEqualTo("no-store");
        service.call(LIST_ROOMS).key(made.text("apiKey")).send(200);

        revoke(first, made.text("keyId")).send(200);

        assertThat(service.call(LIST_ROOMS).key(made.text("apiKey")).send().code())
                .isEqualTo("unauthenticated");
    }

    @Test
    void listHasTheFieldsOfTheOperatorsAndNoKey() {
        create(first, "'label':'ci','scopes':['rooms','read-only'],'room':'monday','expireUnixSec':" + TOMORROW, 201);
        Answer list = service.call("GET " + KEYS).key(first).send(200);
        assertThat(list.json().get("keys"))
                .isEqualTo(service.operator("{'action':'list-keys','app':'dev'}")
                        .json()
                        .get("keys"));
        assertThat(list.json()).containsEntry("success", true).containsEntry("nextCursor", null);
        assertThat(list.body()).doesNotContain("lk_", "sha256", "apiKey");
    }

    /** Each is one thing more than the key has that asks for it. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '"',
            delimiter = '|',
            value = {
                "'scopes':['people']                        | forbidden",
                "'scopes':['rooms','settings','tokens']     | forbidden",
                "'scopes':['rooms','settings'],'expireUnixSec':0      | forbidden",
                "'scopes':['rooms','settings'],'expireUnixSec':LATER  | forbidden",
                "'scopes':['rooms','settings'],'expireUnixSec':END    | ok",
                "'scopes':['settings','read-only'],'room':'monday','expireUnixSec':END | ok",
                "'scopes':['read-only'],'expireUnixSec':END | malformed_request",
                "'expireUnixSec':END                        | malformed_request"
            })
    void nobodyGivesMoreThanHeHas(String limits, String end) {
        String key = create(first, "'scopes':['rooms','settings'],'expireUnixSec':" + TOMORROW, 201)
                .text("apiKey");
        String asked = limits.replace("END", "" + TOMORROW).replace("LATER", "" + (TOMORROW + 1));

        Answer answer =
                service.call("POST " + KEYS).key(key).body("{" + asked + "}").send();

        assertThat(answer.status() == 201 ? "ok" : answer.code()).isEqualTo(end);
    }

    @Test
    void keyThatMayDoMoreIsNotTouched() {
        String id = create(first, "'scopes':['people']", 201).text("keyId");
        String key = create(first, "'scopes':['settings']", 201).text("apiKey");
        for (ServiceFixture.Call call : List.of(
                change(key, id, "{'label':'mine'}"),
                change(key, id, "{'scopes':['settings']}"),
                service.call("POST " + KEYS + "/{keyId}/rotate")
                        .path("keyId", id)
                        .key(key),
                revoke(key, id))) {
            assertThat(call.send().code()).isEqualTo("forbidden");
        }
        assertThat(key(id)).containsEntry("label", "").containsEntry("scopes", List.of("people"));
    }

    @Test
    void readOnlyKeyMakesNone() {
        String key = create(first, "'scopes':['settings','read-only']", 201).text("apiKey");
        service.call("GET " + KEYS).key(key).send(200);
        create(key, "'scopes':['settings','read-only']", 403);
    }

    @Test
    void lastKeyThatMakesKeysStaysOne() {
        String own = firstId();
        create(first, "'scopes':['settings','read-only']", 201);
        create(first, "'scopes':['settings'],'room':'monday'", 201);
        String another = create(first, "'scopes':['settings'],'expireUnixSec':" + TOMORROW, 201)
                .text("keyId");
        service.clock.now = Instant.ofEpochSecond(TOMORROW);
        assertThat(revoke(first, own).send().code()).isEqualTo("forbidden");
        assertThat(change(first, own, "{'scopes':['rooms']}").send().code()).isEqualTo("forbidden");
        assertThat(change(first, own, "{'room':'monday'}").send().code()).isEqualTo("forbidden");
        change(first, own, "{'label':'still here','scopes':['settings','rooms']}")
                .send(200);

        service.clock.now = Instant.ofEpochSecond(TOMORROW).minusMillis(1);
        revoke(first, own).send(200);
        assertThat(key(another)).containsEntry("expired", false);
    }

    @Test
    void rotationOfOnesOwnKeyGivesItsLimitsToTheNextAndEndsItAfterTheOverlap() {
        Answer rotated = service.call("POST " + KEYS + "/{keyId}/rotate")
                .path("keyId", firstId())
                .key(first)
                .body("{'overlapSec':60}")
                .send(201);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(59);
        service.call("GET " + KEYS).key(first).send(200);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(60);
        assertThat(service.call("GET " + KEYS).key(first).send().code()).isEqualTo("unauthenticated");
        service.call("GET " + KEYS).key(rotated.text("apiKey")).send(200);
    }

    @Test
    void limitsAreTakenAwayByNull() {
        String id = create(first, "'scopes':['rooms'],'room':'monday','expireUnixSec':" + TOMORROW, 201)
                .text("keyId");
        change(first, id, "{'room':null,'expireUnixSec':null}").send(200);
        assertThat(key(id)).containsEntry("room", null).containsEntry("expireUnixSec", null);
    }

    @Test
    void repeatedRequestMakesOneKeyAndIsAnsweredToTheLetter() {
        String body = "{'label':'ci','scopes':['rooms'],'expireUnixSec':" + TOMORROW + "}";
        Answer made = once(first, body).send(201);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(5);
        Answer repeated = once(first, body).send(201);
        assertThat(repeated.body()).isEqualTo(made.body());
        assertThat(keys()).hasSize(2);
        assertThat(once(first, "{'scopes':['rooms']}").send().code()).isEqualTo("idempotency_conflict");
    }

    /** Or a key could be had by whoever guesses how another asked for it. */
    @Test
    void anotherKeyThatRepeatsTheRequestIsJudgedAnew() {
        String body = "{'scopes':['rooms']}";
        Answer made = once(first, body).send(201);
        String narrow = create(first, "'scopes':['settings']", 201).text("apiKey");
        assertThat(once(narrow, body).send().code()).isEqualTo("forbidden");
        String same = create(first, "'scopes':['settings','rooms']", 201).text("apiKey");
        assertThat(once(same, body).send(201).text("apiKey")).isNotEqualTo(made.text("apiKey"));
    }

    @Test
    void decisionLogSaysWhoMadeChangedReplacedAndEndedWhichKey() {
        Answer made = create(first, "'label':'of the desk','scopes':['rooms']", 201);
        change(first, made.text("keyId"), "{'label':'renamed'}").send(200);
        service.call("POST " + KEYS + "/{keyId}/rotate")
                .path("keyId", made.text("keyId"))
                .key(first)
                .send(201);
        revoke(first, made.text("keyId")).send(200);
        List<String> lines = service.auditLog.stream()
                .filter(line -> line.contains("\"by\":\"key:" + firstId() + "\""))
                .toList();
        assertThat(lines).hasSize(5);
        assertThat(lines.get(0)).contains("\"what\":\"operation\"", "create-key", made.text("keyId"));
        assertThat(lines.get(1)).contains("update-key", made.text("keyId"));
        assertThat(lines.get(2)).contains("rotate-key", made.text("keyId"));
        assertThat(lines.get(3)).contains("create-key").doesNotContain(made.text("keyId"));
        assertThat(lines.get(4)).contains("revoke-key", made.text("keyId"));
        assertThat(lines).noneMatch(line -> line.contains("lk_dev") || line.contains("of the desk"));
    }

    private Answer create(String key, String limits, int status) {
        return service.call("POST " + KEYS).key(key).body("{" + limits + "}").send(status);
    }

    private ServiceFixture.Call once(String key, String body) {
        return service.call("POST " + KEYS)
                .key(key)
                .header("idempotency-key", "once")
                .body(body);
    }

    private ServiceFixture.Call change(String key, String id, String body) {
        return service.call("PATCH " + KEYS + "/{keyId}")
                .path("keyId", id)
                .key(key)
                .body(body);
    }

    private ServiceFixture.Call revoke(String key, String id) {
        return service.call("DELETE " + KEYS + "/{keyId}").path("keyId", id).key(key);
    }

    /** Of the key that the app began with. */
    private String firstId() {
        return keys().stream()
                .filter(key -> key.get("label").equals("first key"))
                .map(key -> String.valueOf(key.get("keyId")))
                .findFirst()
                .orElseThrow();
    }

    private Map<String, Object> key(String id) {
        return keys().stream()
                .filter(key -> key.get("keyId").equals(id))
                .findFirst()
                .orElseThrow();
    }

    @SuppressWarnings("unchecked") // a list of objects
    private List<Map<String, Object>> keys() {
        return (List<Map<String, Object>>)
                service.operator("{'action':'list-keys','app':'dev'}").json().get("keys");
    }
}
