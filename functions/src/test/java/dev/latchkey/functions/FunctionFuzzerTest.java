package dev.latchkey.functions;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fuzzer's functions are set up and answer, so that it does not first fail where it runs alone. */
class FunctionFuzzerTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "0{}", "1{}", "2{\"role\":\"host\"}", "3{\"token\":\"e30.e30.AA\"}", "4{}"})
    void tellsEachFunction(String input) {
        FunctionFuzzer.fuzzerTestOneInput(input.getBytes(StandardCharsets.UTF_8));
    }
}
