package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.deployed.Environment;
import dev.latchkey.deployed.Reply;
import dev.latchkey.json.Json;
import dev.latchkey.signing.KeySet;
import dev.latchkey.signing.QuickKeys;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The package as it is started from a snapshot: under the runtime client its hooks run before the checkpoint and after the
 * restore. Between the two nothing is frozen here, as only Lambda can do that.
 */
class SnapshotIT extends Deployed {
    static Stream<Template.Function> functions() {
        return Template.functions().values().stream().filter(Template.Function::startsFromSnapshot);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void restoredFunctionAnswersAsAnyOther(Template.Function function) throws Exception {
        Scenarios.Scenario scenario = Scenarios.of(function).get(0);
        ScenarioFixture fixture = aws.fixture(scenario.file());
        scenario.before().accept(fixture);

        try (Environment environment = deployment.startForSnapshot(function)) {
            environment.init();
            List<String> primed = environment.output().lines().toList();
            environment.api().restore();
            Reply reply = environment.invoke(fixture.event(scenario.file()));

            assertThat(Answer.read(reply.body()).status()).isEqualTo(scenario.status());
            // Of priming nothing is told but that the real keys could be read.
            assertThat(primed)
                    .allSatisfy(line -> assertThat(Json.readObject(line))
                            .containsEntry("log", "keys")
                            .containsEntry("outcome", "refreshed"));
            List<String> printed = environment.output().lines().toList();
            assertThat(printed).allSatisfy(PrintedText::holdsNothingSecret);
            assertThat(printed.stream().filter(line -> line.contains("\"ColdStarts\":1")))
                    .hasSize(1);
        }
    }

    @Test
    void keysOfTheSnapshotSignNothing() throws Exception {
        Template.Function function = ScenarioFixture.function("create-token");
        Scenarios.Scenario scenario = Scenarios.of(function).get(0);
        ScenarioFixture fixture = aws.fixture(scenario.file());
        scenario.before().accept(fixture);
        KeySet rotated = QuickKeys.rotation().fresh(Instant.now().minus(Duration.ofDays(1)));

        try (Environment environment = deployment.startForSnapshot(function)) {
            environment.init();
            aws.replaceSigningKeys(rotated);
            environment.api().restore();
            Reply reply = environment.invoke(fixture.event(scenario.file()));

            String token = Answer.read(reply.body()).text("token");
            assertThat(rotated.find(kid(token))).isPresent();
        } finally {
            aws.replaceSigningKeys(ScenarioFixture.KEYS);
        }
    }

    private static String kid(String token) {
        String header = token.substring(0, token.indexOf('.'));
        Map<String, Object> members =
                Json.readObject(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8));
        return String.valueOf(members.get("kid"));
    }
}
