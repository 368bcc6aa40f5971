package dev.latchkey.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionTokenReaderTest {
    private static final Map<String, String> BEARER = Map.of("authorization", "Bearer shown");
    private static final Map<String, String> TEXT = Map.of("content-type", "text/plain;charset=UTF-8");

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            text/plain       | sent                     | sent
            text/plain       | {"sessionToken":"sent"}  | sent
            application/json | {"sessionToken":"sent"}  | sent
            ''               | {"sessionToken":"sent"}  | sent
            """)
    void tokenMayComeInTheBody(String type, String body, String token) {
        assertThat(SessionTokenReader.read(request(Map.of("content-type", type), body)))
                .isEqualTo(token);
    }

    @Test
    void headerIsTakenBeforeTheBody() {
        assertThat(SessionTokenReader.read(request(BEARER, ""))).isEqualTo("shown");
        assertThat(SessionTokenReader.read(request(BEARER, "{\"sessionToken\":\"sent\"}")))
                .isEqualTo("shown");
    }

    @Test
    void spaceAroundABareTokenIsNotOfIt() {
        assertThat(SessionTokenReader.read(request(TEXT, " sent\n"))).isEqualTo("sent");
    }

    @Test
    void bareTokenMustBeDeclaredAsText() {
        refuses(request(Map.of("content-type", "application/json"), "sent"), Reason.MALFORMED_REQUEST);
    }

    @Test
    void badBodyIsRefusedWhereverTheTokenIs() {
        refuses(request(BEARER, "{\"sesionToken\":\"sent\"}"), Reason.MALFORMED_REQUEST);
    }

    @Test
    void tokenIsNeeded() {
        refuses(request(Map.of(), ""), Reason.TOKEN_REQUIRED);
        refuses(request(TEXT, ""), Reason.TOKEN_REQUIRED);
        refuses(request(Map.of("x-api-key", "key"), "{}"), Reason.TOKEN_REQUIRED);
    }

    private static void refuses(Request request, Reason reason) {
        assertThatThrownBy(() -> SessionTokenReader.read(request))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    private static Request request(Map<String, String> headers, String body) {
        return new Request("req-1", "POST", "POST /", headers, Map.of(), Map.of(), "", "", List.of(), body);
    }
}
