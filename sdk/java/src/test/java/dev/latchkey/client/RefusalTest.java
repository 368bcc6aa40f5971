package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RefusalTest {
    private final FakeService service = new FakeService();
    private final Latchkey latchkey = service.client();

    @AfterEach
    void stop() {
        service.close();
    }

    private LatchkeyException refused(int status, String body) {
        service.answers(status, body);
        return catchThrowableOfType(LatchkeyException.class, () -> latchkey.archiveRoom("hello"));
    }

    @Test
    @SuppressWarnings("unchecked")
    void everyCodeOfTheContractIsKnownAndNoOther() {
        List<String> codes = (List<String>) Contract.at("components/schemas/Code/enum");
        assertThat(codes).hasSizeGreaterThan(30).allSatisfy(code -> {
            assertThat(ErrorCode.of(code)).isEqualTo(ErrorCode.valueOf(code.toUpperCase(Locale.ROOT)));
        });
        assertThat(Arrays.stream(ErrorCode.values())
                        .filter(code -> code != ErrorCode.NETWORK && code != ErrorCode.UNKNOWN))
                .hasSameSizeAs(codes);
    }

    @Test
    void badFieldsAreNamedWithTheRequest() {
        LatchkeyException refused = refused(400, """
                {"code": "malformed_request", "detail": "privacy must be public or private", "instance": "/requests/rN5=",
                 "errors": [{"field": "privacy", "message": "must be public or private"}]}""");
        assertThat(refused.code()).isEqualTo(ErrorCode.MALFORMED_REQUEST);
        assertThat(refused).hasMessage("privacy must be public or private");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.requestId()).isEqualTo("rN5=");
        assertThat(refused.fieldErrors()).containsExactly(new FieldError("privacy", "must be public or private"));
        assertThat(refused.retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"no_such_code", "network", "unknown", "Room_Full"})
    void aCodeThatThisVersionDoesNotKnowIsKept(String code) {
        LatchkeyException refused = refused(422, "{\"code\": \"" + code + "\"}");
        assertThat(refused.code()).isEqualTo(ErrorCode.UNKNOWN);
        assertThat(refused.serverCode()).isEqualTo(code);
        assertThat(refused.status()).isEqualTo(422);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "429 | {\"message\": \"Too Many Requests\"} | RATE_LIMITED",
                "503 | {\"message\": \"Service Unavailable\"} | UNAVAILABLE",
                "404 | {\"message\": \"Not Found\"} | UNKNOWN",
                "502 | <html> | UNKNOWN",
                "500 | [1, 2] | UNKNOWN",
                "302 | {} | UNKNOWN",
            })
    void whatIsNotAFunctionsHasTheCodeOfItsStatus(int status, String body, ErrorCode code) {
        assertThat(refused(status, body).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>", "[]", "null", "{} {}", "{\"roomName\": 1}", "{\"success\": true}"})
    void anAnswerThatThisVersionDoesNotKnowSaysSo(String body) {
        service.answers(200, body);
        LatchkeyException unknown = catchThrowableOfType(LatchkeyException.class, () -> latchkey.getRoom("hello"));
        assertThat(unknown.code()).isEqualTo(ErrorCode.UNKNOWN);
        assertThat(service.requests()).hasSize(1);
    }

    @Test
    void nothingThatIsPrintedHoldsASecret() {
        service.losesItsAnswer()
                .answers(200, "{\"token\": {\"not\": \"SECRET\"}}")
                .answers(200, "SECRET is no JSON");
        AccessToken token = AccessToken.forRoom("hello");
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        catchThrowableOfType(LatchkeyException.class, () -> latchkey.rotateWebhookSecret("SECRET"))
                .printStackTrace(out);
        catchThrowableOfType(LatchkeyException.class, () -> latchkey.createToken(token))
                .printStackTrace(out);
        catchThrowableOfType(LatchkeyException.class, () -> latchkey.revokeToken("SECRET"))
                .printStackTrace(out);
        assertThat(service.requests()).hasSize(3);
        Webhook webhook = new Webhook(
                "wh_1",
                "https://example.com",
                List.of(),
                List.of(),
                "",
                "standard",
                true,
                null,
                java.time.Instant.EPOCH);
        out.println(new WebhookWithSecret(webhook, "SECRET"));
        out.println(new WebhookVerifier("whsec_U0VDUkVU"));
        out.println(latchkey);
        out.println(Call.post("a").body(Map.of("token", "SECRET")));
        assertThatThrownBy(() -> Latchkey.of(service.url(), "SECRET\n"))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(failure -> failure.printStackTrace(out));
        assertThatThrownBy(() -> new WebhookVerifier("whsec_SECRET!"))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(failure -> failure.printStackTrace(out));
        assertThat(printed.toString()).contains("wh_1").doesNotContain("SECRET").doesNotContain("U0VDUkVU");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "api.example.com", "ftp://a", "https://", "https://a?b", "https://a#b", "https://u@a"})
    void thatIsNoAddress(String url) {
        assertThatThrownBy(() -> Latchkey.of(url, "key")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNameLeadsNowhereElse() {
        service.answers(404, "{\"code\": \"room_not_found\"}");
        assertThatThrownBy(() -> latchkey.getRoom("a/../b?c#d é")).isInstanceOf(LatchkeyException.class);
        assertThat(service.requests().get(0).target()).isEqualTo("/api/v1/room/a%2F..%2Fb%3Fc%23d%20%C3%A9");
        for (String name : List.of("", ".", "..")) {
            assertThatThrownBy(() -> latchkey.getRoom(name)).isInstanceOf(IllegalArgumentException.class);
        }
        assertThat(service.requests()).hasSize(1);
    }
}
