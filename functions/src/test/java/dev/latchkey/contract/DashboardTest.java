package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whoever is signed in to the dashboard may do there what the API key may, on every route, and nothing else. */
class DashboardTest {
    private static final String SIGN_IN = "POST /api/v1/dashboard/sessions";
    private static final String CURRENT = "GET /api/v1/dashboard/session";
    private static final String SESSIONS = "GET /api/v1/dashboard/sessions";
    private static final String END = "DELETE /api/v1/dashboard/sessions/{id}";
    private static final String SIGN_OUT = "DELETE /api/v1/dashboard/session";

    /** How a key may be limited; nothing for one that is not. */
    private static final List<String> LIMITS = List.of(
            "",
            ",'scopes':['rooms']",
            ",'scopes':['tokens']",
            ",'scopes':['people']",
            ",'scopes':['webhooks']",
            ",'scopes':['settings']",
            ",'scopes':['rooms','tokens','people','webhooks','settings','read-only']",
            ",'room':'room-of-dev'",
            ",'room':'another'");

    private final ServiceFixture service = new MemoryFixture();
    private final Tenant tenant = Tenant.settle(service, "dev");

    static Stream<RouteCase> routes() {
        return RouteCase.ALL.stream()
                .filter(route -> route.who() == RouteCase.Who.KEY || route.who() == RouteCase.Who.KEY_OR_ADMIN)
                .filter(route -> !route.route().equals(SIGN_IN));
    }

    @ParameterizedTest
    @MethodSource("routes")
    void everyRouteAnswersASessionAsItAnswersTheKey(RouteCase route) {
        for (String limit : LIMITS) {
            assertThat(asked(route, limit, true)).as(limit).isEqualTo(asked(route, limit, false));
        }
    }

    /** In a world of its own, since what is done is done. */
    private static Map<String, Object> asked(RouteCase route, String limit, boolean bySession) {
        ServiceFixture world = new MemoryFixture();
        Tenant there = Tenant.settle(world, "dev");
        String key = world.operator("{'action':'create-key','app':'dev'" + limit + "}")
                .text("apiKey");
        Answer signedIn = signIn(world, key);
        there.dashboardSessionId = id(signedIn);
        ServiceFixture.Call call = route.at(there);
        Answer answer = (bySession ? call.session(signedIn.dashboardCookie()) : call.key(key)).send();
        return Map.of(
                "status",
                answer.status(),
                "code",
                String.valueOf(answer.code()),
                "detail",
                String.valueOf(answer.json().get("detail")),
                "members",
                answer.json().keySet());
    }

    @ParameterizedTest
    @MethodSource("routes")
    void cookieWithoutTheHeaderIsAsIfItWereNotThere(RouteCase route) {
        assertThat(route.at(tenant)
                        .cookie("__Host-latchkey=" + tenant.dashboardCookie)
                        .send()
                        .code())
                .isEqualTo("unauthenticated");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void cookieBesideAnotherCredentialIsAsIfItWereNotThere(RouteCase route) {
        Answer answer = route.bySession(tenant).bearer("not-a-token").send();
        assertThat(answer.code()).isIn("unauthenticated", "token_invalid");
    }

    @Test
    void signingInGivesACookieForThisOriginAloneAndForNoScript() {
        Answer answer = signIn(service, tenant.key);
        assertThat(answer.cookies()).hasSize(1);
        assertThat(answer.cookies().get(0))
                .matches(
                        "__Host-latchkey=dev\\.[A-Za-z0-9_-]{43}; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=28800");
        assertThat(answer.json()).containsOnlyKeys("success", "session");
        assertThat(answer.object("session"))
                .containsOnlyKeys("id", "app", "apiKeyId", "apiKeyLabel", "scopes", "created", "expires")
                .containsEntry("app", "dev")
                .containsEntry("apiKeyLabel", "first key")
                .containsEntry("created", "2026-11-22T12:00:00.000Z")
                .containsEntry("expires", "2026-11-22T20:00:00.000Z");
        assertThat(answer.body()).doesNotContain(answer.dashboardCookie());
    }

    @Test
    void cookieEndsWithTheKey() {
        Answer answer = signIn(service, key(",'room':'room-of-dev','expireUnixSec':" + (noon() + 90)));
        assertThat(answer.cookies().get(0)).endsWith("; Max-Age=90");
        assertThat(answer.object("session"))
                .containsEntry("room", "room-of-dev")
                .containsEntry("expires", "2026-11-22T12:01:30.000Z");
    }

    @Test
    void whoAsksForTheSessionGetsItAsItIsNow() {
        assertThat(current(tenant.dashboardCookie).send(200).object("session"))
                .containsEntry("id", tenant.dashboardSessionId);
        String keyId = String.valueOf(
                current(tenant.dashboardCookie).send(200).object("session").get("apiKeyId"));
        service.operator("{'action':'update-key','app':'dev','keyId':'" + keyId
                + "','label':'less','scopes':['people','read-only']}");
        assertThat(current(tenant.dashboardCookie).send(200).object("session"))
                .containsEntry("apiKeyLabel", "less")
                .containsEntry("scopes", List.of("people", "read-only"));
        assertThat(service.call("POST /api/v1/room")
                        .session(tenant.dashboardCookie)
                        .send()
                        .code())
                .isEqualTo("forbidden");
    }

    @Test
    void sessionIsOverAfterEightHours() {
        service.clock.now = ScenarioFixture.NOON.plus(Duration.ofHours(8)).minusMillis(1);
        current(tenant.dashboardCookie).send(200);
        service.clock.now = ScenarioFixture.NOON.plus(Duration.ofHours(8));
        Answer over = current(tenant.dashboardCookie).send(401);
        assertThat(over.code()).isEqualTo("dashboard_session_over");
        assertThat(over.body()).doesNotContain(tenant.dashboardCookie);
    }

    @Test
    void whoeverSignsOutIsOutAndMayDoItTwice() {
        for (int i = 0; i < 2; i++) {
            Answer out = service.call(SIGN_OUT).session(tenant.dashboardCookie).send(200);
            assertThat(out.cookies())
                    .containsExactly("__Host-latchkey=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0");
            assertThat(current(tenant.dashboardCookie).send(401).code()).isEqualTo("dashboard_session_over");
        }
    }

    @Test
    void signingOutTakesTheHeaderAsEverythingElse() {
        Answer answer = service.call(SIGN_OUT)
                .cookie("__Host-latchkey=" + tenant.dashboardCookie)
                .send(401);
        assertThat(answer.cookies()).isEmpty();
        current(tenant.dashboardCookie).send(200);
    }

    @Test
    void sessionsAreListedAndEndedWithTheSameKey() {
        String key = key(",'scopes':['people']");
        Answer first = signIn(service, key);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(1);
        Answer second = signIn(service, key);

        List<Map<String, Object>> listed = service.call(SESSIONS)
                .session(first.dashboardCookie())
                .send(200)
                .list("sessions");
        assertThat(listed).extracting(session -> session.get("id")).containsExactly(id(second), id(first));
        assertThat(listed).extracting(session -> session.get("current")).containsExactly(false, true);
        assertThat(service.call(SESSIONS).key(key).send(200).list("sessions"))
                .extracting(session -> session.get("current"))
                .containsExactly(false, false);

        Answer ended = service.call(END)
                .path("id", id(second))
                .session(first.dashboardCookie())
                .send(200);
        assertThat(ended.cookies()).isEmpty();
        assertThat(current(second.dashboardCookie()).send(401).code()).isEqualTo("dashboard_session_over");
        assertThat(service.call(END).path("id", id(second)).key(key).send(404).code())
                .isEqualTo("dashboard_session_not_found");
    }

    @Test
    void keyForSettingsSeesAndEndsThoseOfTheApp() {
        Answer others = signIn(service, key(",'scopes':['people']"));
        assertThat(service.call(SESSIONS)
                        .session(tenant.dashboardCookie)
                        .send(200)
                        .list("sessions"))
                .extracting(session -> session.get("id"))
                .containsExactlyInAnyOrder(id(others), tenant.dashboardSessionId);
        service.call(END).path("id", id(others)).session(tenant.dashboardCookie).send(200);
        assertThat(current(others.dashboardCookie()).send(401).code()).isEqualTo("dashboard_session_over");
    }

    @Test
    void whoeverEndsHisOwnSessionLosesTheCookieToo() {
        Answer ended = service.call(END)
                .path("id", tenant.dashboardSessionId)
                .session(tenant.dashboardCookie)
                .send(200);
        assertThat(ended.cookies()).singleElement().asString().endsWith("; Max-Age=0");
    }

    @Test
    void sessionsOfAnotherKeyAreNoneOfItsBusiness() {
        String other = key(",'scopes':['people']");
        assertThat(service.call(SESSIONS).key(other).send(200).list("sessions")).isEmpty();
        assertThat(service.call(END)
                        .path("id", tenant.dashboardSessionId)
                        .key(other)
                        .send(404)
                        .code())
                .isEqualTo("dashboard_session_not_found");
        current(tenant.dashboardCookie).send(200);
    }

    @Test
    void listGoesOnWhereThePageBeforeEnded() {
        service.clock.now = ScenarioFixture.NOON.plusSeconds(1);
        signIn(service, tenant.key);
        Answer first =
                service.call(SESSIONS).key(tenant.key).query("limit", "1").send(200);
        Answer second = service.call(SESSIONS)
                .key(tenant.key)
                .query("limit", "1")
                .query("cursor", first.text("nextCursor"))
                .send(200);
        assertThat(first.list("sessions")).hasSize(1).doesNotContainAnyElementsOf(second.list("sessions"));
        assertThat(second.list("sessions"))
                .extracting(session -> session.get("id"))
                .containsExactly(tenant.dashboardSessionId);
        assertThat(second.json().get("nextCursor")).isNull();
    }

    /** Whatever the call says of itself in the log, it says which session it came by, and never by what. */
    @Test
    void everyLineOfACallNamesItsSessionAndNoneItsCookie() {
        service.auditLog.clear();
        service.log.lines.clear();
        service.call("PUT /api/v1/room/{roomName}/bans/{externalUserId}")
                .path("roomName", tenant.room)
                .path("externalUserId", "somebody")
                .session(tenant.dashboardCookie)
                .send(200);
        String keyId = String.valueOf(
                current(tenant.dashboardCookie).send(200).object("session").get("apiKeyId"));

        assertThat(service.auditLog)
                .hasSize(1)
                .allSatisfy(line -> assertThat(Json.readObject(line))
                        .containsEntry("what", "ban")
                        .containsEntry("by", "key:" + keyId)
                        .containsEntry("dashboardSessionId", tenant.dashboardSessionId));
        assertThat(service.log.lines.get(0)).contains(tenant.dashboardSessionId);
        assertThat(service.log.lines + " " + service.auditLog)
                .doesNotContain(tenant.dashboardCookie.substring("dev.".length()));
    }

    /** The header is what keeps pages of other origins out: they would have to ask for it, and for cookies. */
    @Test
    void noOtherOriginMaySendTheHeaderOrCookies() {
        Yaml cors = Yaml.read("template.yaml").at("Resources", "HttpApi", "Properties", "CorsConfiguration");
        assertThat(String.valueOf(cors.value()))
                .contains("AllowHeaders")
                .doesNotContainIgnoringCase("latchkey-dashboard")
                .doesNotContainIgnoringCase("AllowCredentials")
                .doesNotContain("AllowHeaders=[*");
    }

    private ServiceFixture.Call current(String cookie) {
        return service.call(CURRENT).session(cookie);
    }

    private String key(String limit) {
        return service.operator("{'action':'create-key','app':'dev'" + limit + "}")
                .text("apiKey");
    }

    private static Answer signIn(ServiceFixture world, String key) {
        return world.call(SIGN_IN).bearer(key).send(201);
    }

    private static String id(Answer signedIn) {
        return String.valueOf(signedIn.object("session").get("id"));
    }

    private static long noon() {
        return ScenarioFixture.NOON.getEpochSecond();
    }
}
