package dev.latchkey.signing;

import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A short run of the fuzzer's target without the fuzzer, and every input that was ever a finding. */
class TokenFuzzerTest {
    static Stream<String> inputs() {
        return Stream.of(
                "",
                "\0",
                "\0..",
                "\1{}",
                "\1{\"data\":{\"a\":[1,2.5,true,null,\"x\"]}}",
                "\1{\"a\":" + "[".repeat(40), // was a NullPointerException: Jackson had no place to name
                "\1{\"a\":" + "1".repeat(80) + "}",
                "\2{}{}",
                "\3{\"keys\":[{}]}",
                "\3" + "[".repeat(40));
    }

    @ParameterizedTest
    @MethodSource("inputs")
    void holds(String input) {
        assertThatCode(() -> TokenFuzzer.fuzzerTestOneInput(input.getBytes(StandardCharsets.UTF_8)))
                .doesNotThrowAnyException();
    }

    @Test
    void holdsForRandomBytes() {
        Random random = new Random(42);
        for (int i = 0; i < 20_000; i++) {
            byte[] input = new byte[random.nextInt(64)];
            random.nextBytes(input);
            TokenFuzzer.fuzzerTestOneInput(input);
        }
    }
}
