package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Timeout.ThreadMode.SEPARATE_THREAD;

import dev.latchkey.client.FakeService.Request;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryTest {
    private static final String ROOM = """
            {"_id": "7ae18804f2b60e273d2a56ac", "roomName": "hello", "app": "dev", "created": "2026-11-22T12:00:00.000Z", "privacy": "public"}""";

    private final FakeService service = new FakeService();
    private final Latchkey latchkey = service.client();

    @AfterEach
    void stop() {
        service.close();
    }

    @Test
    void aLostAnswerIsAskedForAgainWithTheSameKeyAndTheSameBody() {
        service.losesItsAnswer().losesItsAnswer().answers(200, "{\"token\": \"T\"}");
        assertThat(latchkey.createToken(AccessToken.forRoom("hello"))).isEqualTo("T");
        assertThat(service.requests()).hasSize(3);
        assertThat(service.requests().stream().map(request -> request.header("idempotency-key")))
                .allMatch(key -> key.length() == 36)
                .containsOnly(service.requests().get(0).header("idempotency-key"));
        assertThat(service.requests().stream().map(Request::body))
                .containsOnly(service.requests().get(0).body());
    }

    @Test
    void twoCallsHaveTwoKeys() {
        service.answers(200, ROOM).answers(200, ROOM);
        latchkey.createRoom(RoomSettings.defaults());
        latchkey.createRoom(RoomSettings.defaults());
        assertThat(service.requests().get(0).header("idempotency-key"))
                .isNotEqualTo(service.requests().get(1).header("idempotency-key"));
    }

    @Test
    void waitsAsLongAsTheServiceSays() {
        service.answers(429, "{\"message\": \"Too Many Requests\"}", "60").answers(200, ROOM);
        assertThat(latchkey.getRoom("hello").roomName()).isEqualTo("hello");
        assertThat(service.pauses()).containsExactly(Duration.ofSeconds(60));
    }

    @Test
    void doesNotHoldAThreadForLonger() {
        service.answers(429, "{\"message\": \"Too Many Requests\"}", "61");
        LatchkeyException refused = catchThrowableOfType(LatchkeyException.class, () -> latchkey.getRoom("hello"));
        assertThat(refused.code()).isEqualTo(ErrorCode.RATE_LIMITED);
        assertThat(refused.retryAfter()).contains(Duration.ofSeconds(61));
        assertThat(service.requests()).hasSize(1);
        assertThat(service.pauses()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503})
    void whatMayPassIsTriedFourTimes(int status) {
        for (int i = 0; i < 4; i++) {
            service.answers(status, "");
        }
        LatchkeyException refused = catchThrowableOfType(LatchkeyException.class, () -> latchkey.getRoom("hello"));
        assertThat(refused.status()).isEqualTo(status);
        assertThat(service.requests()).hasSize(4);
        assertThat(service.pauses()).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 409, 428, 430, 499})
    void whatIsRefusedIsNot(int status) {
        service.answers(status, "");
        assertThat(catchThrowableOfType(LatchkeyException.class, () -> latchkey.getRoom("hello")))
                .isNotNull();
        assertThat(service.requests()).hasSize(1);
    }

    static Stream<Consumer<Latchkey>> whatCountsEachTime() {
        return Stream.of(
                latchkey -> latchkey.archiveRoom("r"),
                latchkey -> latchkey.updatePeer("r", "p", PeerChange.toRole(Role.HOST)),
                latchkey -> latchkey.ejectPeer("r", "p"),
                latchkey -> latchkey.waitingRoom("dev", "r").approve("j", Grant.asIs()),
                latchkey -> latchkey.waitingRoom("dev", "r").deny("j"),
                latchkey -> latchkey.createWebhook(WebhookSettings.to("https://example.com")),
                latchkey -> latchkey.changeWebhook("w", WebhookSettings.unchanged()),
                latchkey -> latchkey.deleteWebhook("w"),
                latchkey -> latchkey.testWebhook("w"),
                latchkey -> latchkey.rotateWebhookSecret("w"),
                latchkey -> latchkey.replayFailed("w"));
    }

    @ParameterizedTest
    @MethodSource
    void whatCountsEachTime(Consumer<Latchkey> call) {
        service.losesItsAnswer().answers(503, "", "1");
        LatchkeyException lost = catchThrowableOfType(LatchkeyException.class, () -> call.accept(latchkey));
        assertThat(lost.code()).isEqualTo(ErrorCode.NETWORK);
        LatchkeyException unavailable = catchThrowableOfType(LatchkeyException.class, () -> call.accept(latchkey));
        assertThat(unavailable.code()).isEqualTo(ErrorCode.UNAVAILABLE);
        assertThat(service.requests()).hasSize(2);
    }

    static Stream<Consumer<Latchkey>> whatIsTheSameTwiceIsRepeated() {
        return Stream.of(
                latchkey -> latchkey.revokeToken("T"),
                latchkey -> latchkey.ban("r", "u"),
                latchkey -> latchkey.unban("r", "u"));
    }

    @ParameterizedTest
    @MethodSource
    void whatIsTheSameTwiceIsRepeated(Consumer<Latchkey> call) {
        service.losesItsAnswer().answers(200, "{\"success\": true}");
        call.accept(latchkey);
        assertThat(service.requests()).hasSize(2);
    }

    @Test
    @Timeout(value = 30, threadMode = SEPARATE_THREAD)
    void anAnswerThatDoesNotEndIsGivenUp() {
        service.stalls();
        // Short, since it is waited for; an answer that comes has all the time it needs in the other tests.
        Latchkey impatient = service.builder().timeout(Duration.ofMillis(500)).build();
        LatchkeyException lost = catchThrowableOfType(LatchkeyException.class, () -> impatient.archiveRoom("hello"));
        assertThat(lost.code()).isEqualTo(ErrorCode.NETWORK);
    }

    @Test
    void anInterruptedThreadStaysInterrupted() {
        service.stalls();
        Thread.currentThread().interrupt();
        LatchkeyException interrupted = catchThrowableOfType(LatchkeyException.class, () -> latchkey.getRoom("hello"));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(interrupted.code()).isEqualTo(ErrorCode.NETWORK);
    }

    @ParameterizedTest
    @CsvSource({"1,125,250", "2,250,500", "3,500,1000", "7,5000,10000", "20,5000,10000"})
    void delaysDoubleUpToTenSeconds(int attempt, long least, long most) {
        assertThat(RetryPolicy.delay(attempt, random(0))).isEqualTo(Duration.ofMillis(least));
        assertThat(RetryPolicy.delay(attempt, random(0.999999)))
                .isBetween(Duration.ofMillis(most - 1), Duration.ofMillis(most));
    }

    private static RandomGenerator random(double value) {
        return new RandomGenerator() {
            @Override
            public long nextLong() {
                throw new UnsupportedOperationException();
            }

            @Override
            public double nextDouble() {
                return value;
            }
        };
    }

    @Test
    void aCallHasTheTimeThatItTakes() {
        Duration usual = Duration.ofSeconds(10);
        Call test = Call.post("test").takesUpTo(Duration.ofSeconds(20));
        assertThat(test.timeout(usual)).isEqualTo(Duration.ofSeconds(20));
        assertThat(test.timeout(Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(List.of(Call.post("a"), Call.get("a")))
                .allMatch(call -> call.timeout(usual).equals(usual));
    }
}
