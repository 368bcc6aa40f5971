package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An app that is switched off is refused on every route but the ways out, and is as it was when it is switched on again. */
class KillSwitchTest {
    /** Whoever goes may go; and the public keys are nobody's. */
    private static final Set<String> STAYS_OPEN = Set.of(
            "POST /api/v1/session/leave",
            "DELETE /api/v1/dashboard/session",
            "DELETE /api/v1/join/{appName}/{roomName}/{requestId}",
            "GET /.well-known/jwks.json",
            "GET /.well-known/access-jwks.json",
            "GET /.well-known/status/{list}");

    private final ServiceFixture service = new MemoryFixture();
    private final Tenant tenant = Tenant.settle(service, "dev");
    private final Tenant other = Tenant.settle(service, "other");

    @BeforeEach
    void haveMediaServers() {
        service.mediaServer("dev");
        service.mediaServer("other");
    }

    /** Without those that LiveKit and a proxy before it call: LiveKitGateTest, LiveKitWebhooksTest. */
    static Stream<RouteCase> routes() {
        return RouteCase.ALL.stream()
                .filter(route -> !route.needsMediaServer() || route.route().endsWith("/token"));
    }

    static Stream<RouteCase> adminRoutes() {
        return routes().filter(route -> route.who() == RouteCase.Who.KEY_OR_ADMIN);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void appThatIsSwitchedOffIsRefused(RouteCase route) {
        enable(false);
        Answer answer = route.good(tenant).send();
        if (STAYS_OPEN.contains(route.route())) {
            assertThat(answer.status()).isEqualTo(200);
        } else {
            assertThat(answer.code()).isEqualTo(route.route().endsWith("/validate") ? "token_revoked" : "forbidden");
            assertThat(answer.text("detail")).contains("switched off");
        }
        route.good(other).send().succeeded();
    }

    @ParameterizedTest
    @MethodSource("adminRoutes")
    void adminInsideIsRefusedToo(RouteCase route) {
        letGuestIn(tenant);
        letGuestIn(other);
        enable(false);
        route.at(other).bearer(other.sessionToken).send().succeeded();
        assertThat(route.at(tenant).bearer(tenant.sessionToken).send().code()).isEqualTo("forbidden");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void appThatIsSwitchedOnAgainIsAsItWas(RouteCase route) {
        enable(false);
        route.good(tenant).send();
        enable(true);
        // Whoever withdrew while the app was off has withdrawn, and may say so again.
        assertThat(route.good(tenant).send().succeeded().status())
                .isEqualTo(route.good(other).send().succeeded().status());
    }

    /** The peer that admins are to do something with. */
    private static void letGuestIn(Tenant tenant) {
        String token = tenant.token("'roomName':'" + tenant.room + "'");
        tenant.peerId = tenant.join("{'accessToken':'" + token + "'}", 201).text("participantSessionId");
    }

    private void enable(boolean enabled) {
        service.operator("{'action':'update-app','app':'dev','enabled':" + enabled + "}");
    }
}
