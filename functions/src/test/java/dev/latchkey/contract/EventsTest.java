package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Tells every scenario of events/ to the deployed handlers over a real table. */
class EventsTest {
    /** A meeting is mended that was taken for over while somebody came in. */
    private static final Set<String> MENDING =
            Set.of("dynamodb:DeleteItem Table ROOM#", "dynamodb:PutItem Table ROOM#", "dynamodb:Query Table ROOM#");

    /** What is only asked when two callers meet, which no single event can show. */
    private static final Map<String, Set<String>> IN_A_RACE = Map.of(
            "GetJoinRequestFunction", Set.of("dynamodb:DeleteItem Table IN#"),
            "PushFunction", Set.of("dynamodb:DeleteItem Table IN#"),
            "UpdateRoomFunction", Set.of("dynamodb:GetItem Table ROOM#"),
            "RevokeTokenFunction", Set.of("dynamodb:GetItem Table APP#", "dynamodb:GetItem Table ROOM#"),
            "DenyJoinRequestFunction", Set.of("dynamodb:GetItem Table ROOM#"),
            "WithdrawJoinRequestFunction", Set.of("dynamodb:GetItem Table ROOM#"),
            "MediaFunction", MENDING,
            "LiveKitWebhookFunction", MENDING);

    /** Each is told once, whatever is asked of it. */
    private static final Map<Scenarios.Scenario, Told> TOLD = new ConcurrentHashMap<>();

    static Stream<Scenarios.Scenario> scenarios() {
        return Scenarios.ALL.stream();
    }

    static Stream<Template.Function> functions() {
        return Template.functions().values().stream();
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void scenarioEndsAsExpected(Scenarios.Scenario scenario) {
        Told told = told(scenario);
        Answer answer = told.answer();

        assertThat(answer.code()).describedAs(answer.body()).isEqualTo(scenario.code());
        assertThat(answer.status()).describedAs(answer.body()).isEqualTo(scenario.status());
        assertThat(told.changes()).describedAs("what changed").isEqualTo(Consequences.of(scenario));
        if (scenario.code() == null
                && Set.of("create-room", "update-room").contains(scenario.file().function())) {
            checkRoom(scenario, told.fixture(), answer);
        }
        if (scenario.file().isHttp()) {
            checkAgainstOpenApi(scenario, answer);
        }
    }

    /** Each function's policy grants what its scenarios ask of AWS: no more, no less. */
    @ParameterizedTest
    @MethodSource("functions")
    void policyGrantsWhatTheScenariosNeedAndNothingElse(Template.Function function) {
        Set<String> needed = new TreeSet<>(IN_A_RACE.getOrDefault(function.logicalId(), Set.of()));
        scenarios()
                .filter(scenario -> scenario.file().function().equals(function.kebabName()))
                .forEach(scenario -> needed.addAll(told(scenario).calls()));
        if (needed.contains(RecordedCalls.KEY_CHECK)) {
            needed.add(RecordedCalls.KEY_USE);
        }
        assertThat(function.grants()).describedAs(function.logicalId()).isEqualTo(needed);
    }

    private static Told told(Scenarios.Scenario scenario) {
        return TOLD.computeIfAbsent(scenario, Told::of);
    }

    /**
     * How a scenario went.
     *
     * @param fixture where it was told, and things are as it left them
     * @param calls what it asked of AWS
     * @param changes of what is kept
     */
    private record Told(ScenarioFixture fixture, Answer answer, Set<String> calls, List<String> changes) {
        static Told of(Scenarios.Scenario scenario) {
            ScenarioFixture fixture = new ScenarioFixture();
            scenario.before().accept(fixture);
            Contents before = fixture.contents();
            Answer answer = fixture.tell(scenario.file());
            return new Told(fixture, answer, fixture.calls(), fixture.contents().since(before));
        }
    }

    /** What a room was made or changed with is what it says afterwards. */
    private static void checkRoom(Scenarios.Scenario scenario, ScenarioFixture fixture, Answer answer) {
        Map<String, Object> says = fixture.says(answer.text("roomName"));
        assertThat(says).isEqualTo(answer.json());
        if (scenario.file().hasBody()) {
            Map<String, Object> asked =
                    new TreeMap<>(Json.readObject(scenario.file().body()));
            asked.values().remove(0L); // which is how a caller says "none"
            assertThat(says).containsAllEntriesOf(asked);
        }
    }

    private static void checkAgainstOpenApi(Scenarios.Scenario scenario, Answer answer) {
        OpenApi.Place operation = OpenApi.operation(scenario.file().routeKey());
        OpenApi.Place response = operation.to("responses", String.valueOf(answer.status()));
        if (answer.body().isEmpty()) {
            assertThat(response.exists()).describedAs(response.pointer()).isTrue();
            assertThat(response.to("content").exists()).isFalse();
            return;
        }
        OpenApi.Place described = response.to("content", answer.contentType());
        assertThat(described.exists()).describedAs(described.pointer()).isTrue();
        // A token has nothing that JSON would escape.
        String json = answer.contentType().endsWith("+jwt") ? '"' + answer.body() + '"' : answer.body();
        assertThat(described.to("schema").complaints(json)).isEmpty();
        if (scenario.code() == null && scenario.file().hasBody()) {
            OpenApi.Place usual = operation.to("requestBody", "content", "application/json");
            OpenApi.Place request =
                    usual.exists() ? usual : operation.to("requestBody", "content", "application/webhook+json");
            assertThat(request.to("schema").complaints(scenario.file().body())).isEmpty();
        }
    }

    /** Whoever is refused leaves everything as it was, but for what is counted against him and what the refusal itself found. */
    @Test
    void refusalChangesNothing() {
        assertThat(scenarios().filter(scenario -> scenario.code() != null))
                .filteredOn(scenario -> !Consequences.of(scenario).isEmpty())
                .extracting(Scenarios.Scenario::event)
                .isSubsetOf(Consequences.OF_REFUSALS);
    }

    @Test
    void consequencesAreOfScenarios() {
        assertThat(EventFile.all()).extracting(EventFile::name).containsAll(Consequences.events());
    }

    @Test
    void everyEventFileHasItsExpectation() {
        List<String> told = scenarios().map(Scenarios.Scenario::event).toList();
        assertThat(told).doesNotHaveDuplicates();
        assertThat(EventFile.all()).extracting(EventFile::name).containsExactlyInAnyOrderElementsOf(told);
    }
}
