package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds the alarms and the dashboard of template.yaml to the functions and to the metrics that somebody writes. */
class MonitoringTest {
    private static final String OURS = "Latchkey/${AWS::StackName}";

    /** What our functions write, which TelemetryTest shows, and something looks at by name. */
    static final Set<String> WRITTEN = Set.of(
            OURS + " Faults [function, version]",
            OURS + " Admissions []",
            OURS + " WaitingTime []",
            OURS + " EjectedLate []",
            OURS + " KeyRefreshes [outcome]",
            OURS + " ChangesParked []",
            OURS + " DeadlinesUnread []");

    /** What something searches for, with the dimensions of which it names none. */
    static final Set<String> SEARCHED = Set.of(
            OURS + " AuditEvents [what, outcome, rule]", OURS + " Faults [function]", OURS + " ColdStarts [function]");

    /** What AWS writes. */
    private static final Set<String> KNOWN = Set.of(
            "AWS/ApiGateway Count [ApiId]",
            "AWS/ApiGateway 4xx [ApiId]",
            "AWS/ApiGateway 5xx [ApiId]",
            "AWS/ApiGateway Latency [ApiId]",
            "AWS/ApiGateway IntegrationLatency [ApiId]",
            "AWS/SQS ApproximateAgeOfOldestMessage [QueueName]",
            "AWS/SQS ApproximateNumberOfMessagesVisible [QueueName]",
            "AWS/Lambda Throttles []",
            "AWS/Lambda Errors [FunctionName]",
            "AWS/Lambda IteratorAge [FunctionName]",
            "AWS/Lambda Errors [FunctionName, Resource, ExecutedVersion]",
            "AWS/DynamoDB SystemErrors [TableName, Operation]");

    /** With all functions in each. */
    private static final Set<String> BY_FUNCTION = Set.of("Duration", "Errors", "Throttles", "ConcurrentExecutions");

    /** By table and by index. */
    private static final Set<String> BY_TABLE = Set.of(
            "ConsumedReadCapacityUnits", "ConsumedWriteCapacityUnits", "ReadThrottleEvents", "WriteThrottleEvents");

    private static final Set<String> TABLE_OR_INDEX = Set.of("[TableName]", "[TableName, GlobalSecondaryIndexName]");

    private static final Pattern INSERTED = Pattern.compile("\\$\\{([A-Za-z]+)}");

    static Stream<Template.Function> functions() {
        return Template.functions().values().stream();
    }

    static Stream<String> alarms() {
        return Template.resources("AWS::CloudWatch::Alarm").keySet().stream();
    }

    static Stream<Map<?, ?>> widgets() {
        return ((List<?>) Json.readObject(dashboard()).get("widgets")).stream().map(widget ->
                (Map<?, ?>) ((Map<?, ?>) widget).get("properties"));
    }

    @ParameterizedTest
    @MethodSource("functions")
    void functionThatStartsFromASnapshotChangesOverByAGuardedCanary(Template.Function function) {
        Yaml properties = function.properties();
        if (!function.startsFromSnapshot()) {
            assertThat(properties.map())
                    .doesNotContainKeys("AutoPublishAlias", "AutoPublishAliasAllProperties", "DeploymentPreference");
            return;
        }
        assertThat(properties.at("SnapStart", "ApplyOn").reference()).isEqualTo("SnapStart");
        assertThat(properties.at("AutoPublishAlias").text()).isEqualTo("live");
        assertThat(properties.at("AutoPublishAliasAllProperties").value()).isEqualTo(true);
        assertThat(properties.at("DeploymentPreference", "Type").reference()).isEqualTo("Rollout");
        assertThat(properties.at("DeploymentPreference", "Alarms").list())
                .extracting(Yaml::reference)
                .containsExactly(function.name() + "Errors", function.name() + "Faults");

        // Of the newest version alone: what the one before it did must not stop the deployment that mends it.
        String id = "${" + function.logicalId() + "}";
        String version = "${" + function.logicalId() + ".Version.Version}";
        assertThat(metricsOf(function.name() + "Errors"))
                .containsExactly(new Metric(
                        "AWS/Lambda",
                        "Errors",
                        Map.of("FunctionName", id, "Resource", id + ":live", "ExecutedVersion", version)));
        assertThat(metricsOf(function.name() + "Faults"))
                .containsExactly(new Metric(OURS, "Faults", Map.of("function", id, "version", version)));
    }

    /** A version that nobody calls for 14 days loses its snapshot, and the next call fails. */
    @Test
    void whatIsSeldomCalledHasNoSnapshot() {
        assertThat(functions().filter(function -> !function.startsFromSnapshot()))
                .extracting(Template.Function::name)
                .contains("Apps", "RotateSigningKey", "EjectPeer", "BanUser", "RevokeToken", "ArchiveRoom");
    }

    @ParameterizedTest
    @MethodSource("alarms")
    void alarmIsOfMetricsThatSomebodyWrites(String alarm) {
        assertThat(metricsOf(alarm)).isNotEmpty().allSatisfy(metric -> {
            assertThat(metric.kind()).satisfies(MonitoringTest::isKnown);
            assertThat(metric.dimensions().values()).allSatisfy(MonitoringTest::isOfThisStack);
        });
    }

    /** Most of what alarms look at is only written when something is wrong. */
    @ParameterizedTest
    @MethodSource("alarms")
    void alarmTakesSilenceForGoodAndTellsWhomTheParameterNames(String id) {
        Yaml alarm = Template.resources("AWS::CloudWatch::Alarm").get(id);
        assertThat(alarm.at("TreatMissingData").text()).isEqualTo("notBreaching");
        assertThat(alarm.at("AlarmDescription").text()).isNotEqualTo("{}");
        assertThat(alarm.at("AlarmActions").text())
                .isEqualTo("{Fn::If=[SomebodyIsTold, [{Ref=AlarmTopicArn}], {Ref=AWS::NoValue}]}");
    }

    @Test
    void everyGuardGuards() {
        List<String> guards = new ArrayList<>();
        functions().filter(Template.Function::startsFromSnapshot).forEach(function -> {
            guards.add(function.name() + "Errors");
            guards.add(function.name() + "Faults");
        });
        assertThat(alarms())
                .containsAll(guards)
                .filteredOn(alarm -> !guards.contains(alarm))
                .containsExactlyInAnyOrder(
                        "ApiFailures",
                        "ApiLatency",
                        "FunctionThrottles",
                        "RotationErrors",
                        "KeyRefreshFailures",
                        "EventsLate",
                        "ChangesParked",
                        "WebhooksLate",
                        "WebhookDeadLetters",
                        "CommandsLate",
                        "CommandDeadLetters",
                        "LiveDeadLetters",
                        "LivePushesLate",
                        "MediaLate",
                        "MediaDeadLetters",
                        "DeadlinesLate",
                        "DeadlinesUnheard",
                        "DeadlineDeadLetters",
                        "DeadlinesUnread",
                        "TableThrottles",
                        "TableSystemErrors");
    }

    @Test
    void dashboardNamesNothingThatIsNotThere() {
        INSERTED.matcher(dashboard()).results().forEach(inserted -> isOfThisStack(inserted.group()));
    }

    /** Whatever function of this stack there is, without being named. */
    @Test
    void dashboardShowsEveryFunctionWhereverItShowsOne() {
        List<String> ofLambda =
                searches().filter(search -> search.contains("AWS/Lambda")).toList();
        assertThat(ofLambda)
                .extracting(search -> search.replaceAll(".*MetricName=\"(\\w+)\".*", "$1"))
                .containsExactlyInAnyOrderElementsOf(BY_FUNCTION);
        assertThat(ofLambda)
                .allMatch(search -> search.matches("SEARCH\\('\\{AWS/Lambda, FunctionName} MetricName=\"\\w+\""
                        + " FunctionName=\\$\\{AWS::StackName}', '(p99|Sum|Maximum)', 300\\)"));
        assertThat(widgets().flatMap(widget -> metricsOf(widget).stream()))
                .extracting(Metric::namespace)
                .doesNotContain("AWS/Lambda");
    }

    private static Stream<String> searches() {
        return widgets()
                .flatMap(widget -> ((List<?>) widget.get("metrics")).stream())
                .map(row -> ((List<?>) row).get(0))
                .filter(Map.class::isInstance)
                .map(search -> String.valueOf(((Map<?, ?>) search).get("expression")));
    }

    @Test
    void dashboardShowsMetricsThatSomebodyWrites() {
        Set<String> names = new TreeSet<>();
        widgets().flatMap(widget -> metricsOf(widget).stream()).forEach(metric -> {
            names.add(metric.name());
            isKnown(metric.kind());
        });
        assertThat(names)
                .contains("Count", "4xx", "5xx", "Latency", "Admissions", "KeyRefreshes")
                .containsAll(BY_TABLE);
    }

    /** What has a dimension of many values is looked for: refusals by rule, faults and cold starts by function. */
    @Test
    void dashboardLooksForOurMetricsInOurNamespace() {
        String schema = "SEARCH('{\"" + OURS + "\", ";
        assertThat(searches().filter(search -> !search.contains("AWS/Lambda")))
                .containsExactlyInAnyOrder(
                        schema
                                + "\"what\", \"outcome\", \"rule\"} MetricName=\"AuditEvents\" what=\"entry\" outcome=\"refused\"',"
                                + " 'Sum', 300)",
                        schema + "\"function\"} MetricName=\"Faults\"', 'Sum', 300)",
                        schema + "\"function\"} MetricName=\"ColdStarts\"', 'Sum', 300)");
    }

    /** Widgets stand two in a row of 24 columns, or one. */
    @Test
    void widgetsDoNotLieUponEachOther() {
        Set<String> taken = new TreeSet<>();
        for (Object each : (List<?>) Json.readObject(dashboard()).get("widgets")) {
            Map<?, ?> widget = (Map<?, ?>) each;
            long left = (Long) widget.get("x");
            for (long column = left; column < left + (Long) widget.get("width"); column++) {
                assertThat(taken.add(widget.get("y") + "/" + column)).isTrue();
                assertThat(column).isLessThan(24);
            }
        }
    }

    @Test
    void everyFunctionWritesItsMetricsIntoOneNamespaceAndIsTraced() {
        Yaml all = Template.FILE.at("Globals", "Function");
        assertThat(all.at("Environment", "Variables", "METRICS_NAMESPACE").reference())
                .isEqualTo(OURS);
        assertThat(all.at("Tracing").text()).isEqualTo("Active");
        assertThat(functions())
                .allSatisfy(function -> assertThat(function.properties().map()).doesNotContainKey("Tracing"));
    }

    private static String dashboard() {
        return Template.FILE
                .at("Resources", "Dashboard", "Properties", "DashboardBody")
                .reference();
    }

    private static List<Metric> metricsOf(String alarm) {
        return Metric.ofAlarm(Template.resources("AWS::CloudWatch::Alarm").get(alarm));
    }

    private static List<Metric> metricsOf(Map<?, ?> widget) {
        return Metric.ofWidget((List<?>) widget.get("metrics"));
    }

    private static void isKnown(String kind) {
        String[] words = kind.split(" ", 3);
        boolean ofTable = words[0].equals("AWS/DynamoDB") && BY_TABLE.contains(words[1]);
        assertThat(ofTable ? TABLE_OR_INDEX.contains(words[2]) : KNOWN.contains(kind) || WRITTEN.contains(kind))
                .as(kind)
                .isTrue();
    }

    /** Whatever is inserted is a resource of the template. */
    private static void isOfThisStack(String text) {
        INSERTED.matcher(text)
                .results()
                .forEach(inserted ->
                        assertThat(Template.FILE.at("Resources").map()).containsKey(inserted.group(1)));
    }
}
