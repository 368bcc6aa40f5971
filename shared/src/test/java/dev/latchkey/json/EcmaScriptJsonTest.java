package dev.latchkey.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What Node.js 20 prints for JSON.stringify(JSON.parse(text)). */
class EcmaScriptJsonTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "-0, 0",
        "0.0, 0",
        "-0.0, 0",
        "1, 1",
        "-1, -1",
        "1.0, 1",
        "1e3, 1000",
        "0.1, 0.1",
        "-2.50, -2.5",
        "100, 100",
        "123456.789, 123456.789",
        "1e20, 100000000000000000000",
        "1e21, 1e+21",
        "123456789012345680000, 123456789012345680000",
        "1234567890123456789012, 1.2345678901234568e+21",
        "9007199254740993, 9007199254740992",
        "9223372036854775807, 9223372036854776000",
        "0.000001, 0.000001",
        "0.0000001, 1e-7",
        "0.00000123, 0.00000123",
        "1.5e-10, 1.5e-10",
        "5e-324, 5e-324",
        "2.2250738585072014e-308, 2.2250738585072014e-308",
        "1.7976931348623157e308, 1.7976931348623157e+308",
        "2e-3, 0.002",
        "2.0E-3, 0.002",
        "1.1e-323, 1e-323",
        "4.35, 4.35",
        "0.30000000000000004, 0.30000000000000004"
    })
    void numbersAreTheShortestThatAreThemselves(String json, String rewritten) {
        assertThat(EcmaScriptJson.rewritten(json)).isEqualTo(rewritten);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{ \"b\" : 1, \"a\" : [ ] } | {\"b\":1,\"a\":[]}",
                "{\"b\":1,\"10\":2,\"9\":3,\"a\":4,\"0\":5} | {\"0\":5,\"9\":3,\"10\":2,\"b\":1,\"a\":4}",
                "{\"01\":1,\"1\":2,\"-1\":3,\"1.0\":4} | {\"1\":2,\"01\":1,\"-1\":3,\"1.0\":4}",
                "{\"4294967295\":1,\"4294967294\":2,\"9999999999\":3} | {\"4294967294\":2,\"4294967295\":1,\"9999999999\":3}",
                "[1,[2,{\"z\":{}}],null,true,false] | [1,[2,{\"z\":{}}],null,true,false]",
                "\"\\u001F\\u0000\\b\\t\\n\\f\\r\\\"\\\\\\/\" | \"\\u001f\\u0000\\b\\t\\n\\f\\r\\\"\\\\/\"",
                "\"\\u00e9\\u2028\\ud83d\\udddd\\u007f\" | \"\u00e9\u2028\ud83d\udddd\u007f\"",
                "{\"__proto__\":1,\"a\":2} | {\"__proto__\":1,\"a\":2}"
            })
    void membersAndTextsAreWrittenAsJavaScriptDoes(String json, String rewritten) {
        assertThat(EcmaScriptJson.rewritten(json)).isEqualTo(rewritten);
    }

    @Test
    void whatIsNoJsonIsRefused() {
        assertThatThrownBy(() -> EcmaScriptJson.rewritten("{")).isInstanceOf(JsonException.class);
    }
}
