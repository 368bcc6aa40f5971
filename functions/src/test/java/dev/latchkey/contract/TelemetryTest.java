package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

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

/** What an evening leaves in the logs, and the metrics that CloudWatch makes of it. */
class TelemetryTest {
    private static final String TRACE = "1-5759e988-bd862e3fe1be46a994272793";
    private static final String TRACE_HEADER = "com.amazonaws.xray.traceHeader";

    private final Site site = new Site();
    private final Tenant tenant = Tenant.settle(site, "dev");

    @BeforeEach
    void traceAndForgetTheStage() {
        System.setProperty(TRACE_HEADER, "Root=" + TRACE + ";Parent=53995c3f42cd8ad8;Sampled=0");
        site.decisions.clear();
        site.log.lines.clear();
    }

    @AfterEach
    void traceNoMore() {
        System.clearProperty(TRACE_HEADER);
    }

    static Stream<Visit> visits() {
        return Visit.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource("visits")
    void everyRequestLeavesOneLineWithItsIdsAndItsApp(Visit visit) {
        visit.as(tenant).send();

        List<Map<String, Object>> lines = site.log.lines.stream()
                .map(Json::readObject)
                .filter(line -> "request".equals(line.get("log")))
                .toList();
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .containsEntry("requestId", "r-1")
                .containsEntry("lambdaRequestId", site.log.getAwsRequestId())
                .containsEntry("traceId", TRACE)
                .containsEntry("function", "function")
                .containsEntry("version", "$LATEST")
                .containsEntry("route", visit.route());
        if (!visit.route().endsWith("jwks.json")) {
            assertThat(lines.get(0)).containsEntry("app", "dev");
        }
        assertThat(site.decisions)
                .allSatisfy(line -> assertThat(Json.readObject(line))
                        .containsEntry("requestId", "r-1")
                        .containsEntry("traceId", TRACE));
    }

    @ParameterizedTest
    @MethodSource("visits")
    void everyMetricIsAsCloudWatchReadsIt(Visit visit) {
        visit.as(tenant).send();
        visit.at(tenant).send();

        Stream.concat(site.log.lines.stream(), site.decisions.stream())
                .flatMap(line -> Emf.read(line).stream())
                .forEach(metric -> assertThat(metric.namespace()).isEqualTo("Latchkey"));
    }

    @Test
    void admissionsAreCountedOnceEach() {
        knock("hall").send(404);
        tenant.createRoom("hall", "");
        site.decisions.clear();
        knock("hall").send(201);
        knock("hall").send(201);

        assertThat(values("Admissions")).containsExactly(1.0, 1.0);
        assertThat(metrics("Decisions"))
                .extracting(Emf::dimensions)
                .containsOnly(List.of("entry", "admitted", "public"));
    }

    @Test
    void whoIsToldAgainIsNoNewAdmission() {
        approve();
        look().send(200);
        look().send(200);

        assertThat(values("Admissions")).containsExactly(1.0);
        assertThat(metrics("Decisions"))
                .extracting(Emf::dimensions)
                .containsExactly(
                        List.of("approval", "granted"),
                        List.of("entry", "admitted", "approved"),
                        List.of("entry", "admitted", "admitted_before"));
    }

    @Test
    void waitEndsWithTheApproval() {
        site.clock.now = World.NOON.plusMillis(42_500);
        approve();
        look().send(200);

        assertThat(values("WaitingTime")).containsExactly(42.5);
        assertThat(metrics("WaitingTime")).extracting(Emf::unit).containsExactly("Seconds");
    }

    @Test
    void waitEndsWithTheDenial() {
        site.clock.now = World.NOON.plusSeconds(7);
        decide("deny").send(200);

        assertThat(values("WaitingTime")).containsExactly(7.0);
    }

    @Test
    void waitEndsWhenTheDoorIsOpened() {
        site.call("PUT /api/v1/room/{roomName}")
                .path("roomName", tenant.room)
                .key(tenant.key)
                .body("{'privacy':'public'}")
                .send(200);
        site.clock.now = World.NOON.plusSeconds(11);
        look().send(200);

        assertThat(values("WaitingTime")).containsExactly(11.0);
    }

    @Test
    void refusalsAreCountedByTheirRule() {
        knock("no-such-room").send(404);

        assertThat(metrics("Decisions"))
                .singleElement()
                .satisfies(metric ->
                        assertThat(metric.dimensions()).containsExactly("entry", "refused", "room_not_found"));
    }

    @Test
    void ejectionByTheClockSaysHowLateItWasWrittenDown() {
        tenant.createRoom("short", "'maxParticipants':1,'ejectAfterElapsedTimeInSec':60");
        knock("short").send(201);
        site.clock.now = World.NOON.plusSeconds(63);
        site.decisions.clear();
        knock("short").send(201);

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
        String token = knock("short").send(201).text("sessionToken");
        site.decisions.clear();
        site.call("POST /api/v1/session/leave").bearer(token).send(200);

        assertThat(metrics("EjectedLate")).isEmpty();
    }

    @Test
    void faultsAreCountedByFunctionAndByVersion() {
        site.trouble = call -> {
            throw SdkClientException.create("the table is away");
        };
        knock("hall").send(503);

        Emf fault = logged("Faults").get(0);
        assertThat(fault.dimensionSets()).containsExactly(List.of("function"), List.of("function", "version"));
        assertThat(logged("Faults")).hasSize(1);
    }

    @Test
    void refusalsAreNoFaults() {
        knock("no-such-room").send(404);

        assertThat(logged("Faults")).isEmpty();
    }

    @Test
    void firstCallOfAnEnvironmentIsAColdStartAndNoOther() {
        Invocation.afterRestore();
        knock("no-such-room").send(404);
        assertThat(logged("ColdStarts")).hasSize(1);
        knock("no-such-room").send(404);

        assertThat(logged("ColdStarts"))
                .singleElement()
                .satisfies(metric -> assertThat(metric.dimensions()).containsExactly("function"));
    }

    @Test
    void keyRefreshesAreCounted() {
        site.clock.now = World.NOON.plus(Duration.ofMinutes(11));
        site.call("GET /.well-known/jwks.json").send(200);

        assertThat(logged("KeyRefreshes"))
                .singleElement()
                .satisfies(metric -> assertThat(metric.dimensions()).containsExactly("refreshed"));
    }

    @Test
    void whatAlarmsAndDashboardLookAtIsWritten() {
        site.clock.now = World.NOON.plus(Duration.ofMinutes(9));
        decide("deny").send(200);
        tenant.createRoom("short", "'maxParticipants':1,'ejectAfterElapsedTimeInSec':60");
        knock("short").send(201);
        knock("no-such-room").send(404);
        site.clock.now = World.NOON.plus(Duration.ofMinutes(20));
        Invocation.afterRestore();
        knock("short").send(201);
        site.trouble = call -> {
            throw SdkClientException.create("the table is away");
        };
        knock("short").send(503);

        Set<String> written = new TreeSet<>();
        Stream.concat(site.log.lines.stream(), site.decisions.stream())
                .flatMap(line -> Emf.read(line).stream())
                .forEach(metric -> metric.dimensionSets()
                        .forEach(set -> written.add("Latchkey/${AWS::StackName} " + metric.name() + " " + set)));
        assertThat(written).containsAll(MonitoringTest.WRITTEN).containsAll(MonitoringTest.SEARCHED);
    }

    private Site.Call knock(String room) {
        return site.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", "dev")
                .path("roomName", room)
                .body("{'name':'Grace'}");
    }

    private void approve() {
        decide("approve").send(200);
    }

    private Site.Call decide(String how) {
        return atRequest("POST /api/v1/join/{appName}/{roomName}/{requestId}/" + how)
                .key(tenant.key);
    }

    private Site.Call look() {
        return atRequest("GET /api/v1/join/{appName}/{roomName}/{requestId}").bearer(tenant.ticket);
    }

    private Site.Call atRequest(String route) {
        return site.call(route)
                .path("appName", "dev")
                .path("roomName", tenant.room)
                .path("requestId", tenant.requestId);
    }

    private List<Emf> metrics(String name) {
        return named(name, site.decisions);
    }

    private List<Emf> logged(String name) {
        return named(name, site.log.lines);
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
