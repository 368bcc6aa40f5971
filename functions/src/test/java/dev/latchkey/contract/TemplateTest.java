package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.functions.http.HttpFunction;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Holds template.yaml to the code that it deploys. */
class TemplateTest {
    static Stream<Template.Function> functions() {
        return Template.functions().values().stream();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionIsNamedAfterItsHandler(Template.Function function) throws ClassNotFoundException {
        String className = handlerOf(function).getSimpleName();
        assertThat(function.logicalId()).isEqualTo(className.replaceAll("Handler$", "Function"));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void lambdaCanMakeTheHandler(Template.Function function) throws ReflectiveOperationException {
        Class<?> handler = handlerOf(function);
        assertThat(RequestStreamHandler.class).isAssignableFrom(handler);
        assertThat(Modifier.isPublic(handler.getModifiers())).isTrue();
        assertThat(Modifier.isPublic(handler.getConstructor().getModifiers())).isTrue();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionHasARouteExactlyWhenItAnswersHttp(Template.Function function) throws ClassNotFoundException {
        boolean answersHttp = HttpFunction.class.isAssignableFrom(handlerOf(function));
        assertThat(function.routes()).hasSize(answersHttp ? 1 : 0);
    }

    @Test
    void everyHandlerIsDeployed() {
        Set<String> deployed = new TreeSet<>();
        functions().forEach(function -> deployed.add(function.handler()));
        assertThat(deployed).containsExactlyInAnyOrderElementsOf(Handlers.classNames());
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionKnowsTheNamesOfWhatItMayTouchAndNoOthers(Template.Function function) {
        boolean touchesTable = function.grants().stream().anyMatch(grant -> grant.startsWith("dynamodb:"));
        // The rotation is told by Secrets Manager which secret it is about.
        boolean touchesKeys = function.grants().contains("secretsmanager:GetSecretValue SigningKeys")
                && !function.routes().isEmpty();
        Set<String> names = new TreeSet<>();
        if (touchesTable) {
            names.add("TABLE_NAME");
        }
        if (touchesKeys) {
            names.add("SIGNING_KEYS_SECRET_ID");
        }
        // Somebody at a door may come to knock.
        if (List.of("JoinRequestFunction", "GetJoinRequestFunction", "WithdrawJoinRequestFunction")
                .contains(function.logicalId())) {
            names.add("KNOCKS_PER_MINUTE");
        }
        assertThat(function.environment()).isEqualTo(names);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void noPolicyNamesAStar(Template.Function function) {
        assertThat(function.grants()).isNotEmpty().noneMatch(grant -> grant.contains("*"));
        assertThat(function.grants()).noneMatch(grant -> grant.contains("dynamodb:Scan"));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionLogsIntoItsOwnGroupWithRetention(Template.Function function) {
        // No LogFormat: as JSON, each line would be put into another object, where CloudWatch finds no metrics.
        assertThat(function.properties().at("LoggingConfig").map()).containsOnlyKeys("LogGroup");
        String group = function.properties().at("LoggingConfig", "LogGroup").reference();
        assertThat(group).isEqualTo(function.logicalId().replaceAll("Function$", "Logs"));
        Yaml logs = Template.resources("AWS::Logs::LogGroup").get(group);
        assertThat(logs.at("RetentionInDays").reference()).isEqualTo("LogRetentionDays");
        assertThat(logs.at("LogGroupName").reference())
                .endsWith("-" + function.logicalId().replaceAll("Function$", ""));
    }

    @Test
    void onlyRotationWritesKeys() {
        assertThat(functions()
                        .filter(function -> function.grants().stream()
                                .anyMatch(grant -> grant.startsWith("secretsmanager:")
                                        && !grant.equals("secretsmanager:GetSecretValue SigningKeys"))))
                .extracting(Template.Function::logicalId)
                .containsExactly("RotateSigningKeyFunction");
    }

    @Test
    void everyThrottledRouteExists() {
        Yaml api = Template.FILE.at("Resources", "HttpApi", "Properties");
        assertThat(Template.routes()).containsAll(api.at("RouteSettings").map().keySet());
    }

    /** Whoever knows the address may call them, so they are not to use up what the others need. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/v1/join/{appName}/{roomName}",
                "GET /api/v1/join/{appName}/{roomName}/{requestId}",
                "DELETE /api/v1/join/{appName}/{roomName}/{requestId}",
                "POST /api/v1/token/validate",
                "GET /.well-known/jwks.json"
            })
    void openRouteIsThrottledHarderThanTheOthers(String route) {
        Yaml api = Template.FILE.at("Resources", "HttpApi", "Properties");
        for (String limit : List.of("ThrottlingRateLimit", "ThrottlingBurstLimit")) {
            int usual = Integer.parseInt(api.at("DefaultRouteSettings", limit).text());
            assertThat(api.at("RouteSettings", route, limit).text())
                    .satisfies(own -> assertThat(Integer.parseInt(own)).isLessThan(usual));
        }
    }

    @Test
    void accessLogHoldsNoQueryHeaderOrPath() {
        Yaml api = Template.FILE.at("Resources", "HttpApi", "Properties");
        assertThat(api.at("AccessLogSettings", "Format").text())
                .contains("$context.routeKey")
                .doesNotContain("path", "query", "header", "authorizer");
    }

    @Test
    void tableOutlivesTheStackAndCanBeRestored() {
        Yaml table = Template.FILE.at("Resources", "Table");
        assertThat(table.at("DeletionPolicy").text()).isEqualTo("Retain");
        assertThat(table.at("UpdateReplacePolicy").text()).isEqualTo("Retain");
        assertThat(table.at("Properties", "PointInTimeRecoverySpecification").map())
                .isEqualTo(Map.of("PointInTimeRecoveryEnabled", true));
        assertThat(table.at("Properties", "TimeToLiveSpecification", "AttributeName")
                        .text())
                .isEqualTo("expiresAt");
        assertThat(table.at("Properties", "StreamSpecification", "StreamViewType")
                        .text())
                .isEqualTo("NEW_AND_OLD_IMAGES");
    }

    @Test
    void parametersAreAllUsedAndExplained() {
        String text = Template.FILE.at("Resources").text()
                + Template.FILE.at("Conditions").text();
        for (String parameter : Template.FILE.at("Parameters").map().keySet()) {
            assertThat(text).contains("Ref=" + parameter);
            assertThat(Template.FILE.at("Parameters", parameter, "Description").text())
                    .isNotEqualTo("{}");
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionIsOfThePackageThatTheMakefileMakes(Template.Function function) {
        assertThat(function.properties().at("CodeUri").text()).isEqualTo("package/");
        assertThat(Template.FILE
                        .at("Resources", function.logicalId(), "Metadata", "BuildMethod")
                        .text())
                .isEqualTo("makefile");
        assertThat(Yaml.file("package/Makefile")).exists();
    }

    /** A new account has 10 concurrent executions, and refuses to set any aside. */
    @ParameterizedTest
    @MethodSource("functions")
    void concurrencyIsOnlySetAsideWhenTheParameterAsksForIt(Template.Function function) {
        Yaml reserved = function.properties().at("ReservedConcurrentExecutions");
        switch (function.name()) {
            case "Heartbeat" ->
                assertThat(reserved.text())
                        .isEqualTo("{Fn::If=[ConcurrencyIsSetAside, {Ref=HeartbeatConcurrency}, {Ref=AWS::NoValue}]}");
            case "RotateSigningKey" ->
                assertThat(reserved.text()).isEqualTo("{Fn::If=[ConcurrencyIsSetAside, 1, {Ref=AWS::NoValue}]}");
            default -> assertThat(function.properties().map()).doesNotContainKey("ReservedConcurrentExecutions");
        }
        assertThat(Template.FILE
                        .at("Parameters", "HeartbeatConcurrency", "Default")
                        .text())
                .isEqualTo("0");
    }

    private static Class<?> handlerOf(Template.Function function) throws ClassNotFoundException {
        return Class.forName(function.handler());
    }
}
