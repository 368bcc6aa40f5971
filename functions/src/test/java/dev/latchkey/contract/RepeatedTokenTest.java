package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.idempotency.IdempotencyKey;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A token asked for again under the same {@code Idempotency-Key} is the same token. */
class RepeatedTokenTest {
    private static final Duration SHORT = Duration.ofMinutes(5);

    private final TableFixture service = new TableFixture();
    private final String key = service.app("dev");

    @Test
    void itIsTheSameToTheLetterWhateverHappensMeanwhile() {
        room("'roomName':'hall'");
        String body = "{'roomName':'hall','name':'Ada','expireUnixSec':"
                + ScenarioFixture.NOON.plus(SHORT).getEpochSecond() + "}";
        for (String algorithm : List.of("HS256", "ES256", "RS256")) {
            service.operator("{'action':'update-app','app':'dev','accessAlgorithm':'" + algorithm + "'}");
            service.clock.now = ScenarioFixture.NOON;
            String once = "k-" + algorithm;
            String first = token(once, body);
            assertThat(token(once, body)).as("at once").isEqualTo(first);
            assertThat(token("another " + once, body)).isNotEqualTo(first);

            service.clock.now = ScenarioFixture.NOON.plus(SHORT);
            assertThat(token(once, body)).as("expired").isEqualTo(first);
        }
        String first = token("before", "{'roomName':'hall'}");
        service.rotateKeys();
        assertThat(token("before", "{'roomName':'hall'}")).as("keys rotated").isEqualTo(first);
        assertThat(token("after", "{'roomName':'hall'}").split("\\.")[0])
                .as("another key signs")
                .isNotEqualTo(first.split("\\.")[0]);
        service.operator("{'action':'update-app','app':'dev','maxTokenLifetimeSec':60,'accessAlgorithm':'HS256'}");
        assertThat(token("before", "{'roomName':'hall'}")).as("app changed").isEqualTo(first);
        service.call("DELETE /api/v1/room/{roomName}")
                .path("roomName", "hall")
                .key(key)
                .send(200);
        assertThat(token("before", "{'roomName':'hall'}")).as("room archived").isEqualTo(first);
    }

    @Test
    void afterADayTheKeyIsForgotten() {
        String first = token("once", "{}");
        service.clock.now = ScenarioFixture.NOON.plus(IdempotencyKey.KEPT).minusMillis(1);
        assertThat(token("once", "{}")).isEqualTo(first);
        service.clock.now = ScenarioFixture.NOON.plus(IdempotencyKey.KEPT);
        assertThat(token("once", "{}")).isNotEqualTo(first);
    }

    @Test
    void anotherBodyIsAConflictAlsoWhenItIsNoLongerGood() {
        String body = "{'expireUnixSec':" + ScenarioFixture.NOON.plus(SHORT).getEpochSecond() + "}";
        token("once", body);
        assertThat(ask(key, "once", "{}").code()).isEqualTo("idempotency_conflict");
        service.clock.now = ScenarioFixture.NOON.plus(SHORT);
        assertThat(ask(key, "once", body + " ").code()).isEqualTo("idempotency_conflict");
        assertThat(ask(key, "twice", body).code()).isEqualTo("malformed_request");
    }

    @Test
    void whoeverMayNotAskForItGetsNoRepeat() {
        room("'roomName':'hall'");
        String body = "{'roomName':'hall'}";
        token("once", body);
        for (String limits : List.of("'scopes':['rooms']", "'scopes':['tokens','read-only']", "'room':'elsewhere'")) {
            String other = service.operator("{'action':'create-key','app':'dev'," + limits + "}")
                    .text("apiKey");
            assertThat(ask(other, "once", body).code()).as(limits).isEqualTo("forbidden");
        }
        String fit = service.operator("{'action':'create-key','app':'dev','scopes':['tokens'],'room':'hall'}")
                .text("apiKey");
        assertThat(ask(fit, "once", body).text("token")).isEqualTo(token("once", body));
    }

    @Test
    void whoseKeyWasRemovedGetsNoOtherToken() {
        token("once", "{}");
        service.loseKeys();
        assertThat(ask(key, "once", "{}").code()).isEqualTo("idempotency_conflict");
    }

    @Test
    void whatTheReleaseBeforeKeptIsSignedAnewAsThatReleaseDid() {
        String first = token("once", "{}");
        service.change(item -> item.startsWith("IDEM#"), "REMOVE firstAnswer.sealedToken");
        String again = token("once", "{}");
        assertThat(again).isEqualTo(first);
    }

    @Test
    void noTokenIsInTheTable() {
        String token = token("once", "{'name':'Ada'}");
        for (String part : token.split("\\.")) {
            assertThat(String.join("", service.items())).doesNotContain(part);
        }
    }

    @Test
    void aRoomMadeAgainIsTheFirstAnswerAlsoAfterItsEnd() {
        String body = "{'roomName':'party','notBeforeUnixSec':"
                + ScenarioFixture.NOON.getEpochSecond() + ",'expireUnixSec':"
                + ScenarioFixture.NOON.plus(SHORT).getEpochSecond() + ",'maxParticipants':3,'lang':'de'}";
        Answer first = make("once", body).send(200);
        service.clock.now = ScenarioFixture.NOON.plus(SHORT).plusSeconds(1);
        service.call("PUT /api/v1/room/{roomName}")
                .path("roomName", "party")
                .key(key)
                .body("{'lang':'fr'}")
                .send(200);
        assertThat(make("once", body).send(200).body()).isEqualTo(first.body());
    }

    private ServiceFixture.Call make(String once, String body) {
        return service.call("POST /api/v1/room")
                .key(key)
                .header("idempotency-key", once)
                .body(body);
    }

    private void room(String fields) {
        service.call("POST /api/v1/room").key(key).body("{" + fields + "}").send(200);
    }

    private String token(String once, String body) {
        return ask(key, once.replace(' ', '-'), body).text("token");
    }

    private Answer ask(String apiKey, String once, String body) {
        return service.call("POST /api/v1/token")
                .key(apiKey)
                .header("idempotency-key", once)
                .body(body)
                .send();
    }
}
