package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every answer of every route has, whether it is a success, a refusal or a defect. */
class EveryAnswerTest {
    private final ServiceFixture service = new MemoryFixture();
    private final Tenant tenant = Tenant.settle(service, "dev");

    static Stream<RouteCase> routes() {
        return RouteCase.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void browserIsToldNotToGuessWhatAnAnswerIs(RouteCase route) {
        assertNotSniffed(route.as(tenant).send());
        assertNotSniffed(route.at(tenant).header("authorization", "Bearer x").send());
        service.trouble = call -> {
            throw new IllegalStateException("a defect");
        };
        assertNotSniffed(route.as(tenant).send());
    }

    private static void assertNotSniffed(Answer answer) {
        assertThat(answer.headers().get("x-content-type-options"))
                .describedAs("%s", answer)
                .isEqualTo("nosniff");
    }
}
