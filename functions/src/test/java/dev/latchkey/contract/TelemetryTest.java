package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.functions.telemetry.DeadlineLog;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.core.exception.SdkClientException;

/** What an scenario leaves in the logs, and the metrics that CloudWatch makes of it. */
class TelemetryTest {
    private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";
    private static final String TRACE_HEADER = "com.amazonaws.xray.traceHeader";

    private final ServiceFixture service = new MemoryFixture();
    private final Tenant tenant = Tenant.settle(service, "dev");

    @BeforeEach
    void traceAndForgetTheStage() {
        service.mediaServer("dev");
        System.setProperty(TRACE_HEADER, "Root=" + TRACE + ";Parent=53995c3f42cd8ad8;Sampled=0");
        service.auditLog.clear();
        service.log.lines.clear();
    }

    @AfterEach
    void traceNoMore() {
        System.clearProperty(TRACE_HEADER);
    }

    static Stream<RouteCase> routes() {
        return RouteCase.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyRequestLeavesOneLineWithItsIdsAndItsApp(RouteCase route) {
        route.as(tenant).send();

        List<Map<String, Object>> lines = service.log.lines.stream()
                .map(Json::readObject)
                .filter(line -> "request".equals(line.get("log")))
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .containsEntry("requestId", "r-1")
                .containsEntry("lambdaRequestId", service.log.getAwsRequestId())
                .containsEntry("traceId", TRACE)
                .containsEntry("function", "function")
                .containsEntry("version", "$LATEST")
                .containsEntry("route", route.route());
        if (!route.route().contains("/.well-known/")) {
            assertThat(lines.get(0)).containsEntry("app", "dev");
        }
        assertThat(service.auditLog)
                .allSatisfy(line -> assertThat(Json.readObject(line))
                        .containsEntry("requestId", "r-1")
                        .containsEntry("traceId", TRACE));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyMetricIsAsCloudWatchReadsIt(RouteCase route) {
        route.as(tenant).send();
        route.at(tenant).send();

        Stream.concat(service.log.lines.stream(), service.auditLog.stream())
                .flatMap(line -> Emf.read(line).stream())
                .forEach(metric -> assertThat(metric.namespace()).isEqualTo("Latchkey"));
    }

    @Test
    void admissionsAreCountedOnceEach() {
        askToJoin("hall").send(404);
        tenant.createRoom("hall", "");
        service.auditLog.clear();
        askToJoin("hall").send(201);
        askToJoin("hall").send(201);

        assertThat(values("Admissions")).containsExactly(1.0, 1.0);
        assertThat(metrics("AuditEvents"))
                .extracting(Emf::dimensions)
                .containsOnly(List.of("entry", "admitted", "public"));
    }

    @Test
    void whoIsToldAgainIsNoNewAdmission() {
        approve();
        look().send(200);
        look().send(200);

        assertThat(values("Admissions")).containsExactly(1.0);
        assertThat(metrics("AuditEvents"))
                .extracting(Emf::dimensions)
                .containsExactly(
                        List.of("approval", "granted"),
                        List.of("entry", "admitted", "approved"),
                        List.of("entry", "admitted", "admitted_before"));
    }

    @Test
    void waitEndsWithTheApproval() {
        service.clock.now = ScenarioFixture.NOON.plusMillis(42_500);
        approve();
        look().send(200);

        assertThat(values("WaitingTime")).containsExactly(42.5);
        assertThat(metrics("WaitingTime")).extracting(Emf::unit).containsExactly("Seconds");
    }

    @Test
    void waitEndsWithTheDenial() {
        service.clock.now = ScenarioFixture.NOON.plusSeconds(7);
        decide("deny").send(200);

        assertThat(values("WaitingTime")).containsExactly(7.0);
    }

    @Test
    void waitEndsWhenTheDoorIsOpened() {
        service.call("PUT /api/v1/room/{roomName}")
                .path("roomName", tenant.room)
                .key(tenant.key)
                .body("{'privacy':'public'}")
                .send(200);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(11);
        look().send(200);

        assertThat(values("WaitingTime")).containsExactly(11.0);
    }

    @Test
    void refusalsAreCountedByTheirRule() {
        askToJoin("no-such-room").send(404);

        assertThat(metrics("AuditEvents"))
                .singleElement()
                .satisfies(metric ->
                        assertThat(metric.dimensions()).containsExactly("entry", "refused", "room_not_found"));
    }

    @Test
    void ejectionByTheClockSaysHowLateItWasWrittenDown() {
        tenant.createRoom("short", "'maxParticipants':1,'ejectAfterElapsedTimeInSec':60");
        askToJoin("short").send(201);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(63);
        service.auditLog.clear();
        askToJoin("short").send(201);

        assertThat(values("EjectedLate")).containsExactly(3.0);
        assertThat(metrics("EjectedLate").get(0).line())
                .containsEntry("what", "ejection")
                .containsEntry("by", "clock")
                .containsEntry("rule", "time_up")
                .containsEntry("app", "dev");
    }

    @Test
    void whoSaysGoodbyeIsNotEjected() {
        tenant.createRoom("short", "'maxParticipants':1,'ejectAfterElapsedTimeInSec':60");
        String token = askToJoin("short").send(201).text("sessionToken");
        service.auditLog.clear();
        service.call("POST /api/v1/session/leave").bearer(token).send(200);

        assertThat(metrics("EjectedLate")).isEmpty();
    }

    @Test
    void faultsAreCountedByFunctionAndByVersion() {
        service.trouble = call -> {
            throw SdkClientException.create("the table is away");
        };
        askToJoin("hall").send(503);

        Emf fault = logged("Faults").get(0);
        assertThat(fault.dimensionSets()).containsExactly(List.of("function"), List.of("function", "version"));
        assertThat(logged("Faults")).hasSize(1);
    }

    @Test
    void refusalsAreNoFaults() {
        askToJoin("no-such-room").send(404);

        assertThat(logged("Faults")).isEmpty();
    }

    @Test
    void firstCallOfAnEnvironmentIsAColdStartAndNoOther() {
        Invocation.afterRestore();
        askToJoin("no-such-room").send(404);
        assertThat(logged("ColdStarts")).hasSize(1);
        askToJoin("no-such-room").send(404);

        assertThat(logged("ColdStarts"))
                .singleElement()
                .satisfies(metric -> assertThat(metric.dimensions()).containsExactly("function"));
    }

    @Test
    void keyRefreshesAreCounted() {
        service.clock.now = ScenarioFixture.NOON.plus(Duration.ofMinutes(11));
        service.call("POST /api/v1/token/validate")
                .body("{'token':'" + tenant.accessToken + "'}")
                .send(200);

        assertThat(logged("KeyRefreshes"))
                .singleElement()
                .satisfies(metric -> assertThat(metric.dimensions()).containsExactly("refreshed"));
    }

    @Test
    void whatAlarmsAndDashboardLookAtIsWritten() {
        service.clock.now = ScenarioFixture.NOON.plus(Duration.ofMinutes(9));
        decide("deny").send(200);
        tenant.createRoom("short", "'maxParticipants':1,'ejectAfterElapsedTimeInSec':60");
        askToJoin("short").send(201);
        askToJoin("no-such-room").send(404);
        service.clock.now = ScenarioFixture.NOON.plus(Duration.ofMinutes(20));
        Invocation.afterRestore();
        askToJoin("short").send(201);
        service.trouble = call -> {
            throw SdkClientException.create("the table is away");
        };
        askToJoin("short").send(503);
        service.publish("publish-events.parked");

        Set<String> written = new TreeSet<>();
        Stream<String> deadlines = Stream.of(new DeadlineLog(service.clock).ofChanges(new LogLines(), 1, 1));
        Stream.concat(Stream.concat(service.log.lines.stream(), service.auditLog.stream()), deadlines)
                .flatMap(line -> Emf.read(line).stream())
                .forEach(metric -> metric.dimensionSets()
                        .forEach(set -> written.add("Latchkey/${AWS::StackName} " + metric.name() + " " + set)));
        assertThat(written).containsAll(MonitoringTest.WRITTEN).containsAll(MonitoringTest.SEARCHED);
    }

    private ServiceFixture.Call askToJoin(String room) {
        return service.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", "dev")
                .path("roomName", room)
                .body("{'name':'Grace'}");
    }

    private void approve() {
        decide("approve").send(200);
    }

    private ServiceFixture.Call decide(String how) {
        return atRequest("POST /api/v1/join/{appName}/{roomName}/{requestId}/" + how)
                .key(tenant.key);
    }

    private ServiceFixture.Call look() {
        return atRequest("GET /api/v1/join/{appName}/{roomName}/{requestId}").bearer(tenant.ticket);
    }

    private ServiceFixture.Call atRequest(String route) {
        return service.call(route)
                .path("appName", "dev")
                .path("roomName", tenant.room)
                .path("requestId", tenant.requestId);
    }

    private List<Emf> metrics(String name) {
        return named(name, service.auditLog);
    }

    private List<Emf> logged(String name) {
        return named(name, service.log.lines);
    }

    private static List<Emf> named(String name, List<String> lines) {
        return lines.stream()
                .flatMap(line -> Emf.read(line).stream())
                .filter(metric -> metric.name().equals(name))
                .toList();
    }

    private List<Double> values(String name) {
        return metrics(name).stream().map(Emf::value).toList();
    }
}
