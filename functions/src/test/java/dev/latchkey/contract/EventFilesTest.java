package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.events.APIGatewayV2HTTPEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds events/ to the routes of template.yaml and to what API Gateway sends. */
class EventFilesTest {
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

    @Test
    void everyFunctionHasAGoodAndABadEvent() {
        List<String> names = eventFiles().map(EventFile::name).toList();
        for (Template.Function function : Template.functions().values()) {
            assertThat(names)
                    .filteredOn(name -> name.startsWith(function.kebabName()))
                    .isNotEmpty();
        }
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
                .isEqualTo(java.util.Set.of(
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
