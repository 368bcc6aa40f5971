package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.functions.keys.RotateSigningKeyHandler;
import dev.latchkey.functions.platform.Platform;
import java.lang.reflect.Constructor;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Holds what each handler is made of to what template.yaml gives its function: who builds something that it is given no
 * setting or no right for would fail at its start in AWS, and who is given more than it asks for builds too little or has too
 * much.
 */
class FunctionNeedsTest {
    private static final String SECRET = "secretsmanager:GetSecretValue SigningKeys";

    static Stream<Template.Function> onAPlatform() {
        return Template.functions().values().stream()
                .filter(function -> !function.handler().equals(RotateSigningKeyHandler.class.getName()));
    }

    @ParameterizedTest
    @MethodSource("onAPlatform")
    void asksForTheSettingsThatItIsGivenAndNoOthers(Template.Function function) {
        assertThat(afterItsGoodEvent(function).settings()).isEqualTo(function.environment());
    }

    @ParameterizedTest
    @MethodSource("onAPlatform")
    void asksForSigningKeysExactlyWhenItMayReadThem(Template.Function function) {
        boolean asks = afterItsGoodEvent(function).settings().contains("SIGNING_KEYS_SECRET_ID");
        assertThat(asks).isEqualTo(function.grants().contains(SECRET));
    }

    @ParameterizedTest
    @MethodSource("onAPlatform")
    void asksForTheTableExactlyWhenItMayTouchIt(Template.Function function) {
        boolean asks = afterItsGoodEvent(function).settings().contains("TABLE_NAME");
        assertThat(asks).isEqualTo(function.grants().stream().anyMatch(grant -> grant.startsWith("dynamodb:")));
    }

    /** Secrets Manager names the secret to it, so it is the one function that is not made from a platform. */
    @Test
    void everyOtherHandlerIsMadeFromAPlatform() throws ClassNotFoundException {
        for (Template.Function function : Template.functions().values()) {
            boolean onAPlatform = Stream.of(Class.forName(function.handler()).getConstructors())
                    .map(Constructor::getParameterTypes)
                    .anyMatch(parameters -> parameters.length == 1 && parameters[0] == Platform.class);
            assertThat(onAPlatform)
                    .describedAs(function.logicalId())
                    .isEqualTo(!function.logicalId().equals("RotateSigningKeyFunction"));
        }
    }

    private static ScenarioFixture afterItsGoodEvent(Template.Function function) {
        Scenarios.Scenario good = Scenarios.ALL.stream()
                .filter(scenario -> scenario.file().function().equals(function.kebabName()) && scenario.code() == null)
                .findFirst()
                .orElseThrow();
        ScenarioFixture fixture = ScenarioFixture.inMemory();
        good.before().accept(fixture);
        assertThat(fixture.tell(good.file()).status()).isEqualTo(good.status());
        return fixture;
    }
}
