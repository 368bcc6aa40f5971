package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.functions.http.HttpHandler;
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
    private static final String OF_RULE = "{Fn::GetAtt=[CommandRule, Arn]}";

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
        boolean answersHttp = HttpHandler.class.isAssignableFrom(handlerOf(function));
        assertThat(!function.routes().isEmpty()).isEqualTo(answersHttp);
    }

    /** CONTRIBUTING.md says which routes may share a function. These are called all day by somebody who waits, each with rights of its own. */
    @ParameterizedTest
    @ValueSource(strings = {"CreateToken", "JoinRequest", "ApproveJoinRequest", "DenyJoinRequest", "Heartbeat"})
    void functionOfTheMainJobServesNoOtherRoute(String name) {
        assertThat(Template.functions().get(name + "Function").routes()).hasSize(1);
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
                && !function.name().equals("RotateSigningKey");
        Set<String> names = new TreeSet<>();
        if (touchesTable) {
            names.add("TABLE_NAME");
        }
        if (touchesKeys) {
            names.add("SIGNING_KEYS_SECRET_ID");
        }
        if (function.grants().contains("events:PutEvents EventBus")) {
            names.add("EVENT_BUS_NAME");
        }
        if (function.grants().contains("sqs:SendMessage WebhookDeliveries")) {
            names.add("WEBHOOK_DELIVERIES_QUEUE_URL");
        }
        if (function.grants().stream().anyMatch(grant -> grant.endsWith(":${ReplyQueues}"))) {
            names.addAll(Set.of("BUS_COMMANDS_QUEUE_ARN", "REPLY_QUEUES_URL"));
        }
        if (function.grants().contains("secretsmanager:GetSecretValue WebhookKey")) {
            names.add("WEBHOOK_KEY_SECRET_ID");
        }
        if (function.grants().contains("secretsmanager:GetSecretValue OriginSecret")) {
            names.add("ORIGIN_SECRET_ID");
        }
        if (function.grants().contains("execute-api:ManageConnections LiveApi")) {
            names.add("LIVE_ENDPOINT");
        }
        if (function.grants().contains("sqs:SendMessage LivePushes")) {
            names.add("LIVE_PUSHES_QUEUE_URL");
        }
        if (function.grants().contains("sqs:SendMessage Deadlines")) {
            names.add("DEADLINES_QUEUE_URL");
        }
        if (function.grants().contains("sqs:SendMessage MediaEvents")) {
            names.add("MEDIA_EVENTS_QUEUE_URL");
        }
        if (function.grants().stream().anyMatch(grant -> grant.endsWith(RecordedCalls.MEDIA_SECRETS))) {
            names.add("MEDIA_SECRETS_PREFIX");
        }
        // They issue session tokens, and are no part of the API that would tell them its address.
        if (Set.of("ReceiveFunction", "PushFunction").contains(function.logicalId())) {
            names.add("API_URL");
        }
        if (Set.of("CreateRoomFunction", "CommandFunction", "Huddle01Function").contains(function.logicalId())) {
            names.addAll(Set.of("LARGE_ROOMS", "RESTRICTION_MARKS"));
        }
        if (Set.of("JoinRequestFunction", "LiveKitTokenFunction").contains(function.logicalId())) {
            names.add("JOIN_ATTEMPTS_PER_MINUTE");
            names.add("TOKENLESS_JOINS_PER_MINUTE");
        }
        assertThat(function.environment()).isEqualTo(names);
    }

    @ParameterizedTest
    @MethodSource("functions")
    void noPolicyNamesAStar(Template.Function function) {
        assertThat(function.grants())
                .isNotEmpty()
                .noneMatch(
                        grant -> grant.replace(RecordedCalls.MEDIA_SECRETS, "").contains("*"));
    }

    /** A person may be in any item (docs/decisions/0239). Nobody else has a reason to read everybody's. */
    @Test
    void nobodyReadsTheWholeTableButTheOperator() {
        assertThat(functions()
                        .filter(function ->
                                function.grants().stream().anyMatch(grant -> grant.contains("dynamodb:Scan"))))
                .extracting(Template.Function::logicalId)
                .containsExactly("AppsFunction");
        assertThat(Template.functions().get("AppsFunction").routes()).isEmpty();
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
                                        && !grant.endsWith(RecordedCalls.MEDIA_SECRETS)
                                        && !grant.startsWith("secretsmanager:GetSecretValue "))))
                .extracting(Template.Function::logicalId)
                .containsExactly("RotateSigningKeyFunction");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Session", "Access"})
    void whoHandsOutPublicKeysReadsNothingElse(String kind) {
        Template.Function function = Template.functions().get(kind + "JwksFunction");
        assertThat(function.grants())
                .containsExactly("dynamodb:GetItem Table JWKS#" + kind.toLowerCase(java.util.Locale.ROOT));
        assertThat(function.environment()).containsExactly("TABLE_NAME");
    }

    /** What goes out is seen by others: its secrets are derived from a key that signs nothing else. */
    @Test
    void whoSendsWebhooksReadsNoSigningKeyAndNoMoreThanItSends() {
        assertThat(Template.functions().get("SendWebhookFunction").grants())
                .filteredOn(grant -> grant.matches("secretsmanager:.*|dynamodb:(Get|BatchGet|Query|Scan).*"))
                .containsExactlyInAnyOrder(
                        "secretsmanager:GetSecretValue WebhookKey",
                        "dynamodb:GetItem Table HOOKS#",
                        "dynamodb:GetItem Table HOOKHEALTH#",
                        "dynamodb:GetItem Table DELIVERIES#",
                        "dynamodb:Query Table DELIVERIES#");
    }

    /** Whoever else may send to the bus could send as an app that commands. */
    @Test
    void publisherIsNoAppThatCommands() {
        Yaml statement = Template.functions()
                .get("PublishEventsFunction")
                .properties()
                .at("Policies")
                .list()
                .get(0)
                .at("Statement")
                .list()
                .get(0);
        assertThat(statement.at("Action").text()).isEqualTo("events:PutEvents");
        assertThat(statement
                        .at("Condition", "ForAllValues:StringEquals", "events:source")
                        .texts())
                .containsExactly("latchkey");
    }

    /** Here a source is believed, so nothing may get in but by the rule, whatever a principal's own policy allows. */
    @Test
    void queueOfCommandsFromTheBusIsFilledByItsRuleAlone() {
        Yaml policy = Template.FILE.at("Resources", "BusCommandsPolicy", "Properties");
        assertThat(policy.at("Queues").list()).extracting(Yaml::reference).containsExactly("BusCommands");
        List<Yaml> statements = policy.at("PolicyDocument", "Statement").list();
        assertThat(statements)
                .extracting(statement -> statement.at("Effect").text())
                .containsExactly("Allow", "Deny");
        assertThat(statements.get(0).at("Principal").text()).isEqualTo("{Service=events.amazonaws.com}");
        assertThat(statements.get(0).at("Condition").text()).isEqualTo("{ArnEquals={aws:SourceArn=" + OF_RULE + "}}");
        assertThat(statements.get(1).at("Principal").text()).isEqualTo("*");
        assertThat(statements.get(1).at("Condition").text())
                .isEqualTo("{ArnNotEquals={aws:SourceArn=" + OF_RULE + "}}");
        assertThat(Template.FILE
                        .at("Resources", "CommandRule", "Properties", "EventPattern")
                        .text())
                .isEqualTo("{source=[{prefix=latchkey.commands.}]}");
        assertThat(Template.FILE
                        .at("Resources", "EventArchive", "Properties", "EventPattern")
                        .text())
                .as("commands are not told again")
                .isEqualTo("{source=[latchkey]}");
    }

    /** Nothing is told that was not committed, whoever has seen it happen. */
    @Test
    void onlyThePublisherTells() {
        assertThat(functions()
                        .filter(function -> function.grants().stream().anyMatch(grant -> grant.startsWith("events:"))))
                .extracting(Template.Function::logicalId)
                .containsExactly("PublishEventsFunction");
    }

    @Test
    void whoWritesSecretsOfMediaServersReadsNone() {
        assertThat(functions()
                        .filter(function -> function.grants().stream()
                                .anyMatch(grant -> grant.endsWith(RecordedCalls.MEDIA_SECRETS)
                                        && !grant.startsWith("secretsmanager:GetSecretValue "))))
                .extracting(Template.Function::logicalId)
                .containsExactlyInAnyOrder("AppsFunction", "MediaSettingsFunction")
                .allSatisfy(name -> assertThat(Template.functions().get(name).grants())
                        .doesNotContain("secretsmanager:GetSecretValue " + RecordedCalls.MEDIA_SECRETS));
    }

    @Test
    void onlyRotationPublishesKeys() {
        assertThat(functions()
                        .filter(function -> function.grants().stream()
                                .anyMatch(grant -> grant.matches("dynamodb:(Put|Update|Delete)Item Table JWKS#.*"))))
                .extracting(Template.Function::logicalId)
                .containsExactly("RotateSigningKeyFunction");
    }

    /** Within the quarter of an hour that a key is public before it signs, also when a rotation was cut short. */
    @Test
    void keysArePublishedAgainAndAgain() {
        Yaml schedule = Template.functions()
                .get("RotateSigningKeyFunction")
                .properties()
                .at("Events", "PublishKeys", "Properties");
        assertThat(schedule.at("Schedule").text()).isEqualTo("rate(5 minutes)");
        assertThat(schedule.at("Input").reference())
                .isEqualTo("{\"Step\":\"publishKeys\",\"SecretId\":\"${SigningKeys}\"}");
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
                "POST /api/v1/livekit/{appName}/token",
                "POST /api/v1/livekit/{appName}/webhook",
                "POST /api/v1/token/validate",
                "GET /.well-known/jwks.json",
                "GET /.well-known/access-jwks.json",
                "HEAD /.well-known/jwks.json",
                "HEAD /.well-known/access-jwks.json",
                "GET /.well-known/status/{list}",
                "HEAD /.well-known/status/{list}"
            })
    void openRouteIsThrottledHarderThanTheOthers(String route) {
        Yaml api = Template.FILE.at("Resources", "HttpApi", "Properties");
        for (String limit : List.of("ThrottlingRateLimit", "ThrottlingBurstLimit")) {
            int usual = Integer.parseInt(api.at("DefaultRouteSettings", limit).text());
            assertThat(api.at("RouteSettings", route, limit).usually().text())
                    .satisfies(own -> assertThat(Integer.parseInt(own)).isLessThan(usual));
        }
    }

    /** As many as one large room takes, and those of other rooms; see docs/performance.md. */
    @Test
    void moreThanAThousandMayJoinInASecondWhereRoomsMayBeLarge() {
        Yaml throttle = Template.FILE.at(
                "Resources",
                "HttpApi",
                "Properties",
                "RouteSettings",
                "POST /api/v1/join/{appName}/{roomName}",
                "ThrottlingRateLimit");
        assertThat(throttle.atMost().text()).isEqualTo("1200");
        assertThat(throttle.map().get("Fn::If")).asString().startsWith("[RoomsMayBeLarge,");
    }

    @ParameterizedTest
    @ValueSource(strings = {"LargeRooms", "RestrictionMarks"})
    void whatTheReleaseBeforeDoesNotKnowIsSwitchedOffAtFirst(String parameter) {
        assertThat(Template.FILE.at("Parameters", parameter, "Default").text()).isEqualTo("false");
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
            assertThat(text).containsAnyOf("Ref=" + parameter, "${" + parameter + "}");
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
