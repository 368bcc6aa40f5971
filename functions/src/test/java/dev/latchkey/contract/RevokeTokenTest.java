package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A revocation is answered with success if it revoked something, and with a 400 that says so if not. */
class RevokeTokenTest {
    private final ServiceFixture service = new MemoryFixture();
    private final Tenant tenant = Tenant.settle(service, "dev");
    private final Tenant other = Tenant.settle(service, "other");

    /** What is taken for a token, and is none of this app. */
    enum NoToken {
        WITH_A_NEWLINE_BEHIND(token -> token + "\\n"),
        WITH_A_SPACE_BEFORE(token -> " " + token),
        WITHOUT_ITS_LAST_LETTER(token -> token.substring(0, token.length() - 1)),
        NO_TOKEN(token -> "hello"),
        NOTHING(token -> "");

        private final UnaryOperator<String> spoilt;

        NoToken(UnaryOperator<String> spoilt) {
            this.spoilt = spoilt;
        }
    }

    @Test
    void tokenOfTheAppIsRevoked() {
        assertThat(revoke(tenant.accessToken).status()).isEqualTo(200);
        assertThat(validate(tenant.accessToken)).isEqualTo("token_revoked");
    }

    @Test
    void expiredTokenIsTaken() {
        String token = tenant.token(
                "'expireUnixSec':" + ScenarioFixture.NOON.plusSeconds(60).getEpochSecond());
        service.clock.now = ScenarioFixture.NOON.plusSeconds(60);
        assertThat(validate(token)).isEqualTo("token_expired");
        assertThat(revoke(token).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @EnumSource
    void textThatIsNoTokenIsRefused(NoToken text) {
        isRefused(revoke(text.spoilt.apply(tenant.accessToken)));
        assertThat(validate(tenant.accessToken)).isNull();
    }

    @Test
    void tokensOfOtherKindsAndAppsAreRefused() {
        Map.of("session token", tenant.sessionToken, "ticket", tenant.ticket, "another app's", other.accessToken)
                .forEach((what, token) -> isRefused(revoke(token)));
        assertThat(validate(other.accessToken)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'roomName':'room-of-dev'"})
    void cutOffIsNotLaterThanNow(String room) {
        service.clock.now = ScenarioFixture.NOON.plusMillis(5_999);
        long now = service.clock.now.getEpochSecond();
        Answer later = send("'issuedBeforeUnixSec':" + (now + 1) + room);
        assertThat(later.code()).isEqualTo("malformed_request");
        assertThat(later.body()).contains("\"field\":\"issuedBeforeUnixSec\"", "must not be later than now");
        assertThat(validate(tenant.accessToken)).isNull();

        assertThat(send("'issuedBeforeUnixSec':" + now + room).status()).isEqualTo(200);
        assertThat(validate(tenant.accessToken)).isEqualTo("token_revoked");
    }

    @Test
    void cutOffOfTheOperatorIsNotLaterThanNowEither() {
        service.clock.now = ScenarioFixture.NOON.plusMillis(5_999);
        long now = service.clock.now.getEpochSecond();
        assertThat(setCutOff(now + 1).text("code")).isEqualTo("malformed_request");
        assertThat(validate(tenant.accessToken)).isNull();

        setCutOff(now);
        assertThat(validate(tenant.accessToken)).isEqualTo("token_revoked");
        setCutOff(0);
        assertThat(validate(tenant.accessToken)).isNull();
    }

    private Answer setCutOff(long unixSec) {
        return service.operator("{'action':'update-app','app':'dev','tokensNotBeforeUnixSec':" + unixSec + "}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ",'roomName':'room-of-dev'"})
    void cutOffMovesForwardOnly(String room) {
        service.clock.now = ScenarioFixture.NOON.plusSeconds(1);
        send("'issuedBeforeUnixSec':" + service.clock.now.getEpochSecond() + room);
        assertThat(send("'issuedBeforeUnixSec':0" + room).status()).isEqualTo(200);
        assertThat(validate(tenant.accessToken)).isEqualTo("token_revoked");
    }

    private static void isRefused(Answer answer) {
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.code()).isEqualTo("malformed_request");
        assertThat(answer.body()).contains("\"field\":\"token\"", "must be an access token of this app");
    }

    private Answer revoke(String token) {
        return send("'token':'" + token + "'");
    }

    private Answer send(String fields) {
        return service.call("POST /api/v1/token/revoke")
                .key(tenant.key)
                .body("{" + fields + "}")
                .send();
    }

    /** Why the token is not good; null when it is. */
    private @org.jspecify.annotations.Nullable String validate(String token) {
        return service.call("POST /api/v1/token/validate")
                .body("{'token':'" + token + "'}")
                .send()
                .code();
    }
}
