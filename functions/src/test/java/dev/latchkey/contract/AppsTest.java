package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the operator does to apps and API keys, and what comes of it over HTTP. */
class AppsTest {
    private static final String LIST_ROOMS = "GET /api/v1/rooms";

    private final MemoryFixture service = new MemoryFixture();
    private final String first = service.app("dev");

    @Test
    void appShowsItsSettings() {
        Answer app = service.operator("{'action':'get-app','app':'dev'}");
        assertThat(app.json())
                .containsEntry("enabled", true)
                .containsEntry("maxTokenLifetimeSec", 0L)
                .containsEntry("accessAlgorithm", "HS256")
                .containsEntry("queryKeyAccepted", true)
                .containsEntry("tokenlessJoinsPerMinute", 0L)
                .containsEntry("allowedOrigins", List.of())
                .containsEntry("version", 1L);
    }

    @Test
    void strictAppTakesNoKeyInAUrlAndItsTokensEndWithinADay() {
        String key = service.operator("{'action':'create-app','app':'strict','strict':true}")
                .text("apiKey");
        assertThat(service.operator("{'action':'get-app','app':'strict'}").json())
                .containsEntry("queryKeyAccepted", false)
                .containsEntry("maxTokenLifetimeSec", 86_400L);
        assertThat(service.call(LIST_ROOMS).query("secretKey", key).send().code())
                .isEqualTo("unauthenticated");
        service.call(LIST_ROOMS).key(key).send(200);

        String token = service.call("POST /api/v1/token")
                .key(key)
                .body("{'globalToken':true}")
                .send(200)
                .text("token");
        service.clock.now = ScenarioFixture.NOON.plus(Duration.ofDays(1)).minusSeconds(1);
        assertThat(validate(token).status()).isEqualTo(200);
        service.clock.now = ScenarioFixture.NOON.plus(Duration.ofDays(1));
        assertThat(validate(token).code()).isEqualTo("token_expired");
    }

    @Test
    void appIsStrictOnlyWhenTheOperatorSaysSo() {
        String key = service.operator("{'action':'create-app','app':'usual','strict':false}")
                .text("apiKey");
        assertThat(service.operator("{'action':'get-app','app':'usual'}").json())
                .containsEntry("queryKeyAccepted", true)
                .containsEntry("maxTokenLifetimeSec", 0L);
        service.call(LIST_ROOMS).query("secretKey", key).send(200);
        assertThat(service.operator("{'action':'create-app','app':'typo','strict':'yes'}")
                        .code())
                .isEqualTo("malformed_request");
    }

    @Test
    void updateChangesWhatItNamesAndNothingElse() {
        service.operator("{'action':'update-app','app':'dev','maxTokenLifetimeSec':60,'accessAlgorithm':'ES256'}");
        Answer app = service.operator("{'action':'update-app','app':'dev','queryKeyAccepted':false,"
                + "'allowedOrigins':['https://meet.example.com']}");
        assertThat(app.json())
                .containsEntry("maxTokenLifetimeSec", 60L)
                .containsEntry("accessAlgorithm", "ES256")
                .containsEntry("queryKeyAccepted", false)
                .containsEntry("allowedOrigins", List.of("https://meet.example.com"))
                .containsEntry("enabled", true)
                .containsEntry("version", 3L);
    }

    @Test
    void twoOperatorsAtOnceDoNotUndoEachOther() {
        // While the first operator's change is on its way, a second one's gets in before it.
        boolean[] done = {false};
        service.trouble = call -> {
            if (call.equals("update") && !done[0]) {
                done[0] = true;
                service.operator("{'action':'update-app','app':'dev','enabled':false}");
            }
        };
        Answer app = service.operator("{'action':'update-app','app':'dev','maxTokenLifetimeSec':60}");
        assertThat(app.json()).containsEntry("enabled", false).containsEntry("maxTokenLifetimeSec", 60L);
    }

    @Test
    void badSettingsAreRefusedAllAtOnce() {
        Answer answer = service.operator("{'action':'update-app','app':'dev','enabled':1,'maxTokenLifetimeSec':-1,"
                + "'accessAlgorithm':'none','allowedOrigins':['meet.example.com/'],'speling':true}");
        assertThat(answer.code()).isEqualTo("malformed_request");
        assertThat(answer.text("message"))
                .contains("enabled", "maxTokenLifetimeSec", "accessAlgorithm", "allowedOrigins", "speling");
        assertThat(service.operator("{'action':'update-app','app':'dev'}").code())
                .isEqualTo("malformed_request");
    }

    @Test
    void cappedLifetimeCapsATokenWithoutAnEnd() {
        service.operator("{'action':'update-app','app':'dev','maxTokenLifetimeSec':60}");
        service.call("POST /api/v1/room")
                .key(first)
                .body("{'roomName':'standup'}")
                .send(200);
        String token = service.call("POST /api/v1/token")
                .key(first)
                .body("{'roomName':'standup'}")
                .send(200)
                .text("token");
        service.clock.now = ScenarioFixture.NOON.plusSeconds(60);
        assertThat(validate(token).code()).isEqualTo("token_expired");
    }

    @Test
    void cutOffEndsTheTokensOfTheAppAndAnEarlierOneGivesNoneBack() {
        String token = globalToken();
        service.clock.now = ScenarioFixture.NOON.plusSeconds(5);
        revokeIssuedBefore(ScenarioFixture.NOON.plusSeconds(5).getEpochSecond());
        assertThat(validate(token).code()).isEqualTo("token_revoked");
        revokeIssuedBefore(1);
        assertThat(validate(token).code()).isEqualTo("token_revoked");
        assertThat(validate(globalToken()).status()).isEqualTo(200);
    }

    private void revokeIssuedBefore(long unixSec) {
        service.call("POST /api/v1/token/revoke")
                .key(first)
                .body("{'issuedBeforeUnixSec':" + unixSec + "}")
                .send(200);
    }

    private String globalToken() {
        return service.call("POST /api/v1/token")
                .key(first)
                .body("{'globalToken':true}")
                .send(200)
                .text("token");
    }

    private Answer validate(String token) {
        return service.call("POST /api/v1/token/validate")
                .body("{'token':'" + token + "'}")
                .send();
    }

    @Test
    void keyInTheUrlIsTakenUntilItIsSwitchedOff() {
        assertThat(service.call(LIST_ROOMS).query("secretKey", first).send().status())
                .isEqualTo(200);
        service.operator("{'action':'update-app','app':'dev','queryKeyAccepted':false}");
        assertThat(service.call(LIST_ROOMS).query("secretKey", first).send().code())
                .isEqualTo("unauthenticated");
        assertThat(service.call(LIST_ROOMS).key(first).send().status()).isEqualTo(200);
    }

    @Test
    void newKeyIsShownOnceAndNeverAgain() {
        service.clock.now = ScenarioFixture.NOON.plusSeconds(1);
        Answer made = service.operator("{'action':'create-key','app':'dev','label':'ci','scopes':['rooms','read-only'],"
                + "'room':'standup','expireUnixSec':"
                + ScenarioFixture.NOON.plusSeconds(60).getEpochSecond() + "}");
        Answer list = service.operator("{'action':'list-keys','app':'dev'}");
        Map<?, ?> key = keys(list).get(1);
        assertThat(key.get("keyId")).isEqualTo(made.text("keyId"));
        assertThat(key.get("label")).isEqualTo("ci");
        assertThat(key.get("scopes")).isEqualTo(List.of("rooms", "read-only"));
        assertThat(key.get("room")).isEqualTo("standup");
        assertThat(key.get("expireUnixSec")).isEqualTo(ScenarioFixture.NOON.getEpochSecond() + 60);
        assertThat(list.body())
                .doesNotContain(made.text("apiKey"), first)
                .doesNotContainPattern("[0-9a-f]{64}")
                .doesNotContainPattern("lk_[a-z]");
    }

    @Test
    void expiredKeyIsAnUnknownKey() {
        String key = create("'expireUnixSec':" + (ScenarioFixture.NOON.getEpochSecond() + 60));
        service.clock.now = ScenarioFixture.NOON.plusSeconds(59);
        assertThat(service.call(LIST_ROOMS).key(key).send().status()).isEqualTo(200);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(60);
        assertThat(service.call(LIST_ROOMS).key(key).send().code()).isEqualTo("unauthenticated");
    }

    @Test
    void rotatedKeysAreBothGoodUntilTheOverlapIsOver() {
        Answer rotated =
                service.operator("{'action':'rotate-key','app':'dev','keyId':'" + firstId() + "','overlapSec':60}");
        String second = rotated.text("apiKey");
        assertThat(service.call(LIST_ROOMS).key(first).send().status()).isEqualTo(200);
        assertThat(service.call(LIST_ROOMS).key(second).send().status()).isEqualTo(200);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(60);
        assertThat(service.call(LIST_ROOMS).key(first).send().code()).isEqualTo("unauthenticated");
        assertThat(service.call(LIST_ROOMS).key(second).send().status()).isEqualTo(200);
    }

    @Test
    void usualOverlapIsADay() {
        service.operator("{'action':'rotate-key','app':'dev','keyId':'" + firstId() + "'}");
        service.clock.now = ScenarioFixture.NOON.plus(Duration.ofDays(1)).minusSeconds(1);
        assertThat(service.call(LIST_ROOMS).key(first).send().status()).isEqualTo(200);
        service.clock.now = ScenarioFixture.NOON.plus(Duration.ofDays(1));
        assertThat(service.call(LIST_ROOMS).key(first).send().status()).isEqualTo(401);
    }

    @Test
    void rotatedKeyHasTheLimitsOfTheOldOne() {
        Answer made = service.operator("{'action':'create-key','app':'dev','scopes':['tokens'],'room':'standup'}");
        Answer rotated = service.operator("{'action':'rotate-key','app':'dev','keyId':'" + made.text("keyId") + "'}");
        assertThat(rotated.json()).containsEntry("scopes", List.of("tokens")).containsEntry("room", "standup");
        assertThat(service.call(LIST_ROOMS).key(rotated.text("apiKey")).send().code())
                .isEqualTo("forbidden");
    }

    @Test
    void revokedKeyIsRefusedAtOnceAndOthersAreNot() {
        String firstId = firstId();
        String other = create("'label':'other'");
        service.operator("{'action':'revoke-key','app':'dev','keyId':'" + firstId + "'}");
        assertThat(service.call(LIST_ROOMS).key(first).send().code()).isEqualTo("unauthenticated");
        assertThat(service.call(LIST_ROOMS).key(other).send().status()).isEqualTo(200);
    }

    @Test
    void updatedKeyHasItsNewLimitsAtOnceAndMayLoseThem() {
        String update = "{'action':'update-key','app':'dev','keyId':'" + firstId() + "',";
        service.operator(update + "'room':'standup','scopes':['rooms']}");
        assertThat(service.call(LIST_ROOMS).key(first).send().code()).isEqualTo("forbidden");
        assertThat(service.operator(update + "'room':'','label':'server'}").json())
                .containsEntry("scopes", List.of("rooms"))
                .containsEntry("label", "server");
        assertThat(service.call(LIST_ROOMS).key(first).send().status()).isEqualTo(200);
    }

    @Test
    void operatorReachesNoKeyThroughAnotherApp() {
        service.app("other");
        for (String action : List.of("update-key", "rotate-key", "revoke-key")) {
            assertThat(service.operator("{'action':'" + action + "','app':'other','keyId':'" + firstId() + "'}")
                            .code())
                    .isEqualTo("key_not_found");
        }
        for (String action : List.of("get-app", "update-app", "create-key", "list-keys")) {
            assertThat(service.operator("{'action':'" + action + "','app':'nobody'"
                                    + (action.equals("update-app") ? ",'enabled':true" : "") + "}")
                            .code())
                    .isEqualTo("app_not_found");
        }
    }

    @Test
    void limitsThatMakeNoSenseAreRefused() {
        for (String limit : List.of(
                "'scopes':[]",
                "'scopes':['read-only']",
                "'scopes':['everything']",
                "'room':'no such name'",
                "'expireUnixSec':1",
                "'rom':'standup'")) {
            assertThat(service.operator("{'action':'create-key','app':'dev'," + limit + "}")
                            .code())
                    .as(limit)
                    .isEqualTo("malformed_request");
        }
    }

    @Test
    void dayOfLastUseIsKeptByOneWriteADay() {
        Map<?, ?> unused =
                keys(service.operator("{'action':'list-keys','app':'dev'}")).get(0);
        assertThat(unused.get("lastUsedDay")).isNull();
        service.asked.clear();
        service.call(LIST_ROOMS).key(first).send(200);
        assertThat(service.asked).containsOnlyOnce("noteUse");

        service.asked.clear();
        service.clock.now = ScenarioFixture.NOON.plus(Duration.ofHours(11));
        service.call("POST /api/v1/token")
                .key(first)
                .body("{'globalToken':true}")
                .send(200);
        assertThat(service.asked).as("a warm call").containsExactly("find");

        service.clock.now = ScenarioFixture.NOON.plus(Duration.ofHours(12));
        service.asked.clear();
        service.call(LIST_ROOMS).key(first).send(200);
        assertThat(service.asked).containsOnlyOnce("noteUse");
        assertThat(keys(service.operator("{'action':'list-keys','app':'dev'}"))
                        .get(0)
                        .get("lastUsedDay"))
                .isEqualTo("2026-11-23");
    }

    @Test
    void operatorIsToldNothingOfAnOutageButThatThereIsOne() {
        service.trouble = call -> {
            throw new IllegalStateException("lk_dev_secret in a message");
        };
        Answer answer = service.operator("{'action':'get-app','app':'dev'}");
        assertThat(answer.code()).isEqualTo("internal");
        assertThat(answer.body() + service.log.lines).doesNotContain("lk_dev_secret");
        assertThat(service.log.lines.get(service.log.lines.size() - 1)).contains("IllegalStateException", "\"at\"");
    }

    private String create(String fields) {
        // A list is in the order of creation, which two keys of one millisecond do not have.
        service.clock.now = service.clock.now.plusMillis(1);
        return service.operator("{'action':'create-key','app':'dev'," + fields + "}")
                .text("apiKey");
    }

    private String firstId() {
        return String.valueOf(keys(service.operator("{'action':'list-keys','app':'dev'}"))
                .get(0)
                .get("keyId"));
    }

    private static List<Map<?, ?>> keys(Answer list) {
        return ((List<?>) list.json().get("keys"))
                .stream().<Map<?, ?>>map(key -> (Map<?, ?>) key).toList();
    }
}
