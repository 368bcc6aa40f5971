package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds events/ to the routes of template.yaml and to what API Gateway sends. */
class EventFilesTest {
    /** The public keys are everybody's, and nothing is asked. */
    private static final Set<String> NOTHING_TO_REFUSE = Set.of("session-jwks", "access-jwks");

    /** What tells the events of functions without a route apart; those that are fed have records. */
    private static final Map<String, String> FIRST_FIELD = Map.of(
            "apps",
            "action",
            "rotate-signing-key",
            "Step",
            "connect",
            "headers",
            "disconnect",
            "requestContext",
            "receive",
            "requestContext");

    static Stream<EventFile> eventFiles() {
        return EventFile.all().stream();
    }

    static Stream<EventFile> httpEventFiles() {
        return eventFiles().filter(EventFile::isHttp);
    }

    @ParameterizedTest
    @MethodSource("eventFiles")
    void fileIsNamedAfterAFunction(EventFile file) {
        assertThat(Template.functions().values())
                .extracting(Template.Function::kebabName)
                .contains(file.function());
    }

    static Stream<Template.Function> functions() {
        return Template.functions().values().stream();
    }

    /** Whatever the files are called: one that the function does as asked, and one that it refuses where that one was good. */
    @ParameterizedTest
    @MethodSource("functions")
    void functionHasAGoodAndABadEvent(Template.Function function) {
        List<Scenarios.Scenario> told = Scenarios.ALL.stream()
                .filter(scenario -> isFor(function, scenario.file()))
                .toList();
        List<Scenarios.Scenario> good =
                told.stream().filter(scenario -> scenario.code() == null).toList();
        assertThat(good).anyMatch(scenario -> codeAt(scenario, scenario.file()) == null);
        if (!NOTHING_TO_REFUSE.contains(function.kebabName())) {
            assertThat(told)
                    .filteredOn(scenario -> scenario.code() != null)
                    .anyMatch(bad -> good.stream().anyMatch(stage -> bad.code().equals(codeAt(stage, bad.file()))));
        }
    }

    private static boolean isFor(Template.Function function, EventFile file) {
        return file.isHttp()
                ? Template.behind(file.routeKey()).equals(function)
                : file.json()
                        .containsKey(FIRST_FIELD.getOrDefault(
                                function.kebabName(), function.routes().isEmpty() ? "Records" : "routeKey"));
    }

    private static @Nullable String codeAt(Scenarios.Scenario stage, EventFile file) {
        ScenarioFixture fixture = ScenarioFixture.inMemory();
        stage.before().accept(fixture);
        return fixture.tell(file).code();
    }

    @ParameterizedTest
    @MethodSource("httpEventFiles")
    void eventComesByTheRouteOfItsFunction(EventFile file) {
        APIGatewayV2HTTPEvent event = EventLoader.loadApiGatewayHttpEvent("events/" + file + ".json");
        APIGatewayV2HTTPEvent.RequestContext context = event.getRequestContext();
        assertThat(Template.behind(event.getRouteKey()).kebabName()).isEqualTo(file.function());
        assertThat(context.getRouteKey()).isEqualTo(event.getRouteKey());
        assertThat(context.getHttp().getMethod() + " " + context.getHttp().getPath())
                .matches(pattern(event.getRouteKey()));
        assertThat(event.getRawPath()).isEqualTo(context.getHttp().getPath());
    }

    private static Pattern pattern(String routeKey) {
        return Pattern.compile(routeKey.replaceAll("\\{\\w+}", "[^/]+"));
    }

    @ParameterizedTest
    @MethodSource("httpEventFiles")
    void eventIsWholeAsApiGatewaySendsIt(EventFile file) {
        Map<String, Object> event = file.json();
        assertThat(event)
                .containsEntry("version", "2.0")
                .containsKeys("rawPath", "rawQueryString", "headers", "requestContext", "isBase64Encoded");
        assertThat((Map<?, ?>) event.get("headers"))
                .allSatisfy((name, value) ->
                        assertThat(name).isEqualTo(name.toString().toLowerCase(java.util.Locale.ROOT)));
        assertThat((Map<?, ?>) event.get("requestContext"))
                .extracting(Map::keySet)
                .isEqualTo(Set.of(
                        "accountId",
                        "apiId",
                        "domainName",
                        "domainPrefix",
                        "http",
                        "requestId",
                        "routeKey",
                        "stage",
                        "time",
                        "timeEpoch"));
    }

    /** What looks like a key or a token would be taken for one by whoever scans the repository. */
    @ParameterizedTest
    @MethodSource("eventFiles")
    void fileHoldsNoSecret(EventFile file) {
        assertThat(file.text()).doesNotContainPattern("lk_[a-z0-9-]+_[0-9A-Za-z]{38}|eyJ[A-Za-z0-9_-]+\\.eyJ");
    }
}
