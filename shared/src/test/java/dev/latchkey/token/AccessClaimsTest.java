package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.app.AppName;
import dev.latchkey.json.Json;
import dev.latchkey.json.JsonText;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Role;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.room.RoomName;
import dev.latchkey.testing.Arbitrary;
import dev.latchkey.testing.TokenBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessClaimsTest {
    private static final Instant ISSUED = Instant.ofEpochSecond(1_627_770_426);

    private static final String GUEST = """
            {"admin":false,"canConsume":true,"canSendData":true,"canRecvData":true,"canUpdateMetadata":true,\
            "canProduce":true,"canProduceSources":{"cam":true,"mic":true,"screen":true}}""";

    private static final String SPEAKER = """
            {"admin":false,"canConsume":true,"canSendData":true,"canRecvData":true,"canUpdateMetadata":true,\
            "canProduce":true,"canProduceSources":{"cam":false,"mic":true,"screen":false}}""";

    @Test
    void tokenOfWhichEverythingWasSaidSaysEverything() {
        AccessClaims claims = new AccessClaims(
                new AppName("acme"),
                "user-1",
                "01J",
                ISSUED,
                ISSUED.plusSeconds(60),
                ISSUED.plusSeconds(3600),
                new TokenScope.OneRoom(new RoomName("standup"), "5f01"),
                Grant.ofRole(Role.SPEAKER),
                new Person(
                        "Ada",
                        "ada@example.com",
                        "vip",
                        "user-1",
                        JsonText.of(Map.of("seat", List.of(7L))),
                        Map.of("joinVideoOn", false)),
                Duration.ofMinutes(30),
                20);

        assertThat(Json.write(claims.toPayload()))
                .isEqualTo(
                        "{\"iss\":\"latchkey\",\"aud\":\"acme\",\"sub\":\"user-1\",\"jti\":\"01J\",\"iat\":1627770426,"
                                + "\"nbf\":1627770486,\"exp\":1627774026,"
                                + "\"data\":{\"appName\":\"acme\",\"roomName\":\"standup\",\"roomId\":\"5f01\",\"isAdmin\":false,"
                                + "\"name\":\"Ada\",\"email\":\"ada@example.com\",\"meta\":\"vip\",\"externalUserId\":\"user-1\","
                                + "\"ejectAfterElapsedTimeInSec\":1800,\"maxPeers\":20,\"role\":\"speaker\",\"permissions\":"
                                + SPEAKER
                                + ",\"metadata\":{\"seat\":[7]},\"joinVideoOn\":false}}");
    }

    @Test
    void tokenOfWhichNothingWasSaidSaysWhatItMust() {
        AccessClaims claims = new AccessClaims(
                new AppName("acme"),
                "anon-1",
                "01J",
                ISSUED,
                Instant.EPOCH,
                Instant.MAX,
                new TokenScope.EveryRoom(),
                Grant.GUEST,
                Person.NOBODY,
                Duration.ZERO,
                0);

        assertThat(Json.write(claims.toPayload()))
                .isEqualTo(
                        "{\"iss\":\"latchkey\",\"aud\":\"acme\",\"sub\":\"anon-1\",\"jti\":\"01J\",\"iat\":1627770426,"
                                + "\"data\":{\"appName\":\"acme\",\"globalToken\":true,\"isAdmin\":false,"
                                + "\"role\":\"guest\",\"permissions\":" + GUEST + "}}");
    }

    /** The seed's sample decodes to {@code {"data":{"globalToken":true,"appName":"hyprhost"},"iat":1627770426}}. */
    @Test
    void globalTokenSaysAllThatTheSeedsSampleSays() {
        Map<String, Object> payload = TokenBuilder.token()
                .of(new AppName("hyprhost"))
                .global()
                .issuedAt(ISSUED)
                .claims()
                .toPayload();

        assertThat(payload).containsEntry("iat", 1_627_770_426L);
        assertThat(payload.get("data"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("globalToken", true)
                .containsEntry("appName", "hyprhost")
                .doesNotContainKeys("roomName", "roomId");
    }

    @Test
    void readsWhatItWrote() {
        Arbitrary.forAll(3000, arbitrary -> {
            AccessClaims claims = arbitrary.token();

            assertThat(AccessClaims.fromPayload(Json.readObject(Json.write(claims.toPayload()))))
                    .isEqualTo(claims);
        });
    }

    @Test
    void readingDoesNotDependOnTheOrderOfClaims() {
        Arbitrary.forAll(1000, arbitrary -> {
            AccessClaims claims = arbitrary.token();

            assertThat(AccessClaims.fromPayload(arbitrary.shuffled(claims.toPayload()))
                            .toPayload())
                    .isEqualTo(claims.toPayload());
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iss",
                "aud",
                "sub",
                "jti",
                "iat",
                "data",
                "data.appName",
                "data.roomName",
                "data.roomId",
                "data.role",
                "data.permissions"
            })
    void payloadThatLacksAClaimIsNotOurs(String claim) {
        Map<String, Object> payload = payload();
        parent(payload, claim).remove(name(claim));

        refuses(payload);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "iss",
                "aud",
                "sub",
                "jti",
                "iat",
                "nbf",
                "exp",
                "data",
                "data.appName",
                "data.roomName",
                "data.roomId",
                "data.role",
                "data.permissions",
                "data.name",
                "data.email",
                "data.meta",
                "data.externalUserId",
                "data.ejectAfterElapsedTimeInSec",
                "data.maxPeers"
            })
    void claimOfAnotherTypeIsNotOurs(String claim) {
        Map<String, Object> payload = payload();
        parent(payload, claim).put(name(claim), List.of());

        refuses(payload);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, -1, AccessClaims.MOST_PEERS + 1L})
    void numberOfPeersOutOfItsBoundsIsNotOurs(long maxPeers) {
        Map<String, Object> payload = payload();
        parent(payload, "data.maxPeers").put("maxPeers", maxPeers);

        refuses(payload);
    }

    @Test
    void tokenOfTheReleaseBeforeLimitsNoPeers() {
        assertThat(AccessClaims.fromPayload(payload()).maxPeers()).isZero();
    }

    @Test
    void tokenOfAnotherIssuerOrAudienceIsNotOurs() {
        Map<String, Object> payload = payload();
        payload.put("iss", "somebody");
        refuses(payload);

        payload = payload();
        payload.put("aud", "other");
        refuses(payload);

        payload = payload();
        payload.put("aud", "acme:session");
        refuses(payload);
    }

    @Test
    void whateverAPayloadHoldsItIsReadOrRefusedAndNothingElse() {
        Arbitrary.forAll(5000, arbitrary -> {
            Map<String, Object> payload = copy(arbitrary.token().toPayload());
            for (int i = arbitrary.upTo(2); i >= 0; i--) {
                spoil(arbitrary, payload);
            }

            try {
                AccessClaims.fromPayload(payload);
            } catch (RefusedException e) {
                assertThat(e.reason()).isEqualTo(Reason.TOKEN_INVALID);
            }
        });
    }

    private static void spoil(Arbitrary arbitrary, Map<String, Object> payload) {
        Map<String, Object> members = payload;
        if (arbitrary.coin() && payload.get("data") instanceof Map<?, ?> data) {
            members = copy(data);
            payload.put("data", members);
        }
        if (members.isEmpty()) {
            return;
        }
        String claim = arbitrary.oneOf(List.copyOf(members.keySet()));
        Object value = arbitrary.oneIn(3)
                ? arbitrary.oneOf("", "x".repeat(21), Long.MAX_VALUE, Long.MIN_VALUE, -1L, 0L, 1e300, true)
                : arbitrary.json(2);
        members.put(claim, value);
    }

    @Test
    void tokenIsExpiredAtItsLastInstantAndValidFromItsFirst() {
        Instant noon = dev.latchkey.testing.RoomBuilder.NOON;
        AccessClaims claims = TokenBuilder.token().notBefore(noon).expires(noon).claims();

        assertThat(claims.isExpiredAt(noon)).isTrue();
        assertThat(claims.isExpiredAt(noon.minusNanos(1))).isFalse();
        assertThat(claims.isYetValidAt(noon)).isTrue();
        assertThat(claims.isYetValidAt(noon.minusNanos(1))).isFalse();
    }

    @Test
    void tokenWithoutTimesIsAlwaysValid() {
        AccessClaims claims = TokenBuilder.token().claims();

        assertThat(claims.isExpiredAt(Instant.MAX.minusNanos(1))).isFalse();
        assertThat(claims.isYetValidAt(Instant.EPOCH)).isTrue();
    }

    @Test
    void personNeverPrintsItself() {
        assertThat(TokenBuilder.token().claims().toString())
                .doesNotContain("Ada")
                .doesNotContain("example.com");
    }

    private static Map<String, Object> payload() {
        return copy(TokenBuilder.token().claims().toPayload());
    }

    private static Map<String, Object> copy(Map<?, ?> members) {
        Map<String, Object> copy = new LinkedHashMap<>();
        members.forEach((name, value) ->
                copy.put((String) name, value instanceof Map<?, ?> inner ? copy(inner) : value));
        return copy;
    }

    @SuppressWarnings("unchecked") // copy() made it
    private static Map<String, Object> parent(Map<String, Object> payload, String claim) {
        return claim.startsWith("data.") ? (Map<String, Object>) payload.get("data") : payload;
    }

    private static String name(String claim) {
        return claim.substring(claim.indexOf('.') + 1);
    }

    private static void refuses(Map<String, Object> payload) {
        assertThatThrownBy(() -> AccessClaims.fromPayload(payload))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOKEN_INVALID));
    }
}
