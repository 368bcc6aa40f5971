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
 * Tells every story of events/ to the package that is uploaded: each function in a process of its own under Lambda's runtime
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
        for (Stories.Story story : Stories.of(function)) {
            tests.add(dynamicTest(story.toString(), () -> answersAsInThisProcess(story)));
        }
        tests.add(dynamicTest(function.kebabName() + " prints nothing secret", () -> stop(function)));
        return tests.stream();
    }

    private static void start(Template.Function function) throws Exception {
        environment = deployment.start(function);
        environment.init();
    }

    private static void answersAsInThisProcess(Stories.Story story) {
        World world = aws.world(story.file());
        story.before().accept(world);

        Answer answer = answer(environment.invoke(world.event(story.file())));

        String told = story + ": " + answer.body();
        assertThat(answer.code()).describedAs(told).isEqualTo(story.code());
        assertThat(answer.status()).describedAs(told).isEqualTo(story.status());
        assertThat(Unvarying.of(answer)).describedAs(told).isEqualTo(Unvarying.of(inThisProcess(story)));
    }

    private static Answer answer(Reply reply) {
        return switch (reply.ending()) {
            case ANSWERED -> Answer.read(reply.body());
            case FAILED ->
                Answer.failed(Json.readObject(reply.body()).get("errorType").toString());
            case NOT_INITIALISED, EXITED -> throw new AssertionError(reply + "\n" + environment.output());
        };
    }

    private static Answer inThisProcess(Stories.Story story) {
        World world = new World();
        story.before().accept(world);
        return world.tell(story.file());
    }

    private static void stop(Template.Function function) throws Exception {
        List<Stories.Story> told = Stories.of(function);
        List<String> printed = environment.output().lines().toList();
        environment.close();
        environment = null;

        assertThat(printed).describedAs(function.kebabName()).hasSizeGreaterThanOrEqualTo(told.size());
        assertThat(printed).describedAs(function.kebabName()).allSatisfy(Printed::holdsNothingSecret);
        // Of what a function throws, the runtime client prints a stack trace.
        if (told.stream().noneMatch(story -> "RotationException".equals(story.code()))) {
            assertThat(printed)
                    .allSatisfy(line -> assertThat(Json.readObject(line)).isNotEmpty());
        }
    }
}
