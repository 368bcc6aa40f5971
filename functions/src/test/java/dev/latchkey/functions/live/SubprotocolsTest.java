package dev.latchkey.functions.live;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SubprotocolsTest {
    private static LiveEvent offering(Map<String, String> headers) {
        return new LiveEvent("request", "connection", "$connect", headers, "", false);
    }

    private static LiveEvent offering(String protocols) {
        return offering(Map.of(Subprotocols.HEADER, protocols));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "latchkey.v1, latchkey.token.a.b.c",
                "latchkey.v1,latchkey.token.a.b.c",
                "latchkey.token.a.b.c, latchkey.v1",
                "chat, latchkey.v1, latchkey.v2, latchkey.token.a.b.c",
            })
    void theTokenIsFoundBesideTheVersion(String protocols) {
        assertThat(Subprotocols.token(offering(protocols))).isEqualTo("a.b.c");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MALFORMED_REQUEST | latchkey.v2, latchkey.token.a.b.c",
                "MALFORMED_REQUEST | latchkey.token.a.b.c",
                "MALFORMED_REQUEST | Latchkey.v1, latchkey.token.a.b.c",
                "TOKEN_REQUIRED    | latchkey.v1",
                "TOKEN_REQUIRED    | latchkey.v1, latchkey.tokens.a.b.c",
                "TOKEN_REQUIRED    | latchkey.v1, latchkey.token.a.b.c, latchkey.token.a.b.d",
            })
    void whatElseIsOfferedIsRefused(Reason reason, String protocols) {
        assertThatThrownBy(() -> Subprotocols.token(offering(protocols)))
                .isInstanceOfSatisfying(
                        RefusedException.class,
                        refused -> assertThat(refused.reason()).isEqualTo(reason))
                .hasMessageNotContaining("a.b.c");
    }

    @Test
    void nothingIsOffered() {
        assertThatThrownBy(() -> Subprotocols.token(offering(Map.of()))).isInstanceOf(RefusedException.class);
    }
}
