package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.json.Json;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.SigningAlgorithm;
import dev.latchkey.signing.TestKeys;
import dev.latchkey.testing.Arbitrary;
import dev.latchkey.testing.RoomBuilder;
import dev.latchkey.testing.TokenBuilder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SessionClaimsTest {
    private static final Instant NOON = RoomBuilder.NOON;

    private static final String LISTENER = """
            {"admin":false,"canConsume":true,"canSendData":true,"canRecvData":true,"canUpdateMetadata":true,\
            "canProduce":false,"canProduceSources":{"cam":false,"mic":false,"screen":false}}""";

    @Test
    void holderOfATokenIsNamed() {
        assertThat(Json.write(claims(Grant.ofRole(Role.LISTENER), "01J", "Ada").toPayload()))
                .isEqualTo("{\"iss\":\"latchkey\",\"aud\":\"acme:session\",\"sub\":\"peer-1\",\"jti\":\"01S\","
                        + "\"iat\":1767268800,\"exp\":1767269100,"
                        + "\"data\":{\"appName\":\"acme\",\"roomName\":\"standup\","
                        + "\"roomId\":\"5f0000000000000000000001\",\"meetingSessionId\":\"session-1\","
                        + "\"participantSessionId\":\"peer-1\",\"version\":3,\"isAdmin\":false,"
                        + "\"accessJti\":\"01J\",\"subject\":\"user-1\",\"name\":\"Ada\",\"role\":\"listener\",\"permissions\":"
                        + LISTENER
                        + "}}");
    }

    @Test
    void strangerHasNeitherNameNorToken() {
        assertThat(Json.write(claims(Grant.ofRole(Role.LISTENER), "", null).toPayload()))
                .contains("\"isAdmin\":false,\"role\":\"listener\"")
                .doesNotContain("accessJti")
                .doesNotContain("name\":null");
    }

    @Test
    void readsWhatItWrote() {
        Arbitrary.forAll(2000, arbitrary -> {
            SessionClaims claims = new SessionClaims(
                    arbitrary.app(),
                    arbitrary.roomName(),
                    arbitrary.roomId(),
                    arbitrary.id(),
                    arbitrary.id(),
                    arbitrary.upTo(1000),
                    arbitrary.id(),
                    arbitrary.aroundNoon(),
                    arbitrary.aroundNoon(),
                    arbitrary.grant(),
                    arbitrary.coin() ? arbitrary.id() : "",
                    arbitrary.coin() ? arbitrary.id() : "",
                    arbitrary.coin() ? arbitrary.name() : null);

            assertThat(SessionClaims.fromPayload(Json.readObject(Json.write(claims.toPayload()))))
                    .isEqualTo(claims);
            assertThat(SessionClaims.fromPayload(arbitrary.shuffled(claims.toPayload())))
                    .isEqualTo(claims);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "jti", "iat", "exp", "data"})
    void payloadThatLacksAClaimIsNotOurs(String claim) {
        Map<String, Object> payload = new LinkedHashMap<>(ofAda().toPayload());
        payload.remove(claim);

        refuses(payload);
    }

    @Test
    void accessTokensPayloadIsNoSessionTokens() {
        refuses(TokenBuilder.token().expires(NOON).claims().toPayload());
    }

    @Test
    void sessionTokensPayloadIsNoAccessTokens() {
        assertThatThrownBy(() -> AccessClaims.fromPayload(ofAda().toPayload()))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOKEN_INVALID));
    }

    @Test
    void isExpiredAtItsLastInstant() {
        Instant end = ofAda().expires();

        assertThat(ofAda().isTooOldAt(end)).isTrue();
        assertThat(ofAda().isTooOldAt(end.minusNanos(1))).isFalse();
    }

    @Test
    void textIsReadUntilItsLastInstantAndNoLonger() {
        SessionTokens tokens = new SessionTokens(new TestKeys());
        String text = tokens.sign(ofAda());
        Instant end = ofAda().expires();

        assertThat(tokens.read(text, end.minusNanos(1))).isEqualTo(ofAda());
        assertThatThrownBy(() -> tokens.read(text, end))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOKEN_EXPIRED));
    }

    @Test
    void threeKindsOfTokenNeverStandInForEachOther() {
        TestKeys keys = new TestKeys();
        AccessTokens access = new AccessTokens(keys);
        SessionTokens sessions = new SessionTokens(keys);
        Tickets tickets = new Tickets(keys);
        String accessToken = access.sign(TokenBuilder.token().claims(), SigningAlgorithm.HS256);
        String sessionToken = sessions.sign(ofAda());
        String ticket = tickets.sign(TicketClaimsTest.strangersTicket());

        for (String other : new String[] {sessionToken, ticket}) {
            assertThatThrownBy(() -> access.read(other)).isInstanceOf(RefusedException.class);
        }
        for (String other : new String[] {accessToken, ticket}) {
            assertThatThrownBy(() -> sessions.read(other, NOON)).isInstanceOf(RefusedException.class);
        }
        for (String other : new String[] {accessToken, sessionToken}) {
            assertThatThrownBy(() -> tickets.read(other, NOON)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void neverPrintsWhoItIsAbout() {
        assertThat(ofAda().toString()).doesNotContain("Ada");
    }

    private static SessionClaims ofAda() {
        return claims(Grant.GUEST, "01J", "Ada");
    }

    private static SessionClaims claims(Grant grant, String accessJti, @Nullable String name) {
        return new SessionClaims(
                RoomBuilder.APP,
                RoomBuilder.STANDUP,
                RoomBuilder.STANDUP_ID,
                "session-1",
                "peer-1",
                3,
                "01S",
                NOON,
                NOON.plus(SessionClaims.LIFETIME),
                grant,
                accessJti,
                accessJti.isEmpty() ? "" : "user-1",
                name);
    }

    private static void refuses(Map<String, Object> payload) {
        assertThatThrownBy(() -> SessionClaims.fromPayload(payload))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOKEN_INVALID));
    }
}
