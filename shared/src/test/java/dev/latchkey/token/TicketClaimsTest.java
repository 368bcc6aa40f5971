package dev.latchkey.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.json.Json;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.TestKeys;
import dev.latchkey.testing.Arbitrary;
import dev.latchkey.testing.RoomBuilder;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TicketClaimsTest {
    private static final Instant NOON = RoomBuilder.NOON;

    @Test
    void strangersTicketSaysWhichRequestAndNothingElse() {
        assertThat(Json.write(strangersTicket().toPayload()))
                .isEqualTo("{\"iss\":\"latchkey\",\"aud\":\"acme:ticket\",\"sub\":\"request-1\",\"jti\":\"request-1\","
                        + "\"iat\":1767268800,\"exp\":1767269700,"
                        + "\"data\":{\"appName\":\"acme\",\"roomName\":\"standup\","
                        + "\"roomId\":\"5f0000000000000000000001\"}}");
    }

    @Test
    void ticketOfATokensHolderNamesUserAndToken() {
        assertThat(Json.write(holdersTicket().toPayload()))
                .endsWith("\"roomId\":\"5f0000000000000000000001\",\"subject\":\"user-1\",\"accessJti\":\"01J\"}}");
    }

    @Test
    void readsWhatItWrote() {
        Arbitrary.forAll(1000, arbitrary -> {
            boolean held = arbitrary.coin();
            TicketClaims claims = new TicketClaims(
                    arbitrary.app(),
                    arbitrary.roomName(),
                    arbitrary.roomId(),
                    arbitrary.id(),
                    held ? arbitrary.id() : "",
                    held ? arbitrary.id() : "",
                    arbitrary.aroundNoon(),
                    arbitrary.aroundNoon());

            assertThat(TicketClaims.fromPayload(Json.readObject(Json.write(claims.toPayload()))))
                    .isEqualTo(claims);
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"iss", "aud", "sub", "iat", "exp", "data"})
    void payloadThatLacksAClaimIsNotOurs(String claim) {
        Map<String, Object> payload = new LinkedHashMap<>(strangersTicket().toPayload());
        payload.remove(claim);

        assertThatThrownBy(() -> TicketClaims.fromPayload(payload))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.TOKEN_INVALID));
    }

    @Test
    void textIsReadUntilItsLastInstantAndNoLonger() {
        Tickets tickets = new Tickets(new TestKeys());
        String text = tickets.sign(strangersTicket());
        Instant end = strangersTicket().expires();

        assertThat(tickets.read(text, end.minusNanos(1))).isEqualTo(strangersTicket());
        assertThatThrownBy(() -> tickets.read(text, end))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(Reason.JOIN_REQUEST_EXPIRED));
    }

    @Test
    void neverPrintsWhoItIsAbout() {
        assertThat(holdersTicket().toString()).doesNotContain("user-1");
    }

    static TicketClaims strangersTicket() {
        return ticket("", "");
    }

    private static TicketClaims holdersTicket() {
        return ticket("user-1", "01J");
    }

    private static TicketClaims ticket(String subject, String accessJti) {
        return new TicketClaims(
                RoomBuilder.APP,
                RoomBuilder.STANDUP,
                RoomBuilder.STANDUP_ID,
                "request-1",
                subject,
                accessJti,
                NOON,
                NOON.plus(TicketClaims.LIFETIME));
    }
}
