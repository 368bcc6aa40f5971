package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.latchkey.deployed.Environment;
import dev.latchkey.deployed.Reply;
import dev.latchkey.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Tells every scenario of events/ to the package that is uploaded: each function in a process of its own under Lambda's runtime
 * client, one after the other. The stage is set by the same handlers in this process, over the same table.
 */
class DeployedEventsIT extends Deployed {
    private static Environment environment;

    @AfterAll
    static void end() throws Exception {
        if (environment != null) {
            environment.close();
        }
    }

    @TestFactory
    Stream<DynamicContainer> everyFunction() {
        return Template.functions().values().stream()
                .map(function -> dynamicContainer(function.kebabName(), tests(function)));
    }

    private static Stream<DynamicTest> tests(Template.Function function) {
        List<DynamicTest> tests = new ArrayList<>();
        tests.add(dynamicTest(function.kebabName() + " starts", () -> start(function)));
        for (Scenarios.Scenario scenario : Scenarios.of(function)) {
            tests.add(dynamicTest(scenario.toString(), () -> answersAsInThisProcess(scenario)));
        }
        tests.add(dynamicTest(function.kebabName() + " prints nothing secret", () -> stop(function)));
        return tests.stream();
    }

    private static void start(Template.Function function) throws Exception {
        environment = deployment.start(function);
        environment.init();
    }

    private static void answersAsInThisProcess(Scenarios.Scenario scenario) {
        ScenarioFixture fixture = aws.fixture(scenario.file());
        scenario.before().accept(fixture);

        Answer answer = answer(environment.invoke(fixture.event(scenario.file())));

        String told = scenario + ": " + answer.body();
        assertThat(answer.code()).describedAs(told).isEqualTo(scenario.code());
        assertThat(answer.status()).describedAs(told).isEqualTo(scenario.status());
        assertThat(NormalizedAnswer.of(answer))
                .describedAs(told)
                .isEqualTo(NormalizedAnswer.of(inThisProcess(scenario)));
    }

    private static Answer answer(Reply reply) {
        return switch (reply.ending()) {
            case ANSWERED -> Answer.read(reply.body());
            case FAILED ->
                Answer.failed(Json.readObject(reply.body()).get("errorType").toString());
            case NOT_INITIALISED, EXITED -> throw new AssertionError(reply + "\n" + environment.output());
        };
    }

    private static Answer inThisProcess(Scenarios.Scenario scenario) {
        ScenarioFixture fixture = new ScenarioFixture();
        scenario.before().accept(fixture);
        return fixture.tell(scenario.file());
    }

    private static void stop(Template.Function function) throws Exception {
        List<Scenarios.Scenario> told = Scenarios.of(function);
        List<String> printed = environment.output().lines().toList();
        environment.close();
        environment = null;

        assertThat(printed).describedAs(function.kebabName()).hasSizeGreaterThanOrEqualTo(told.size());
        assertThat(printed).describedAs(function.kebabName()).allSatisfy(PrintedText::holdsNothingSecret);
        // Of what a function throws, the runtime client prints a stack trace.
        if (told.stream().noneMatch(scenario -> String.valueOf(scenario.code()).endsWith("Exception"))) {
            assertThat(printed)
                    .allSatisfy(line -> assertThat(Json.readObject(line)).isNotEmpty());
        }
    }
}
