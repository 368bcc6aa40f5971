package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An app that is switched off is refused on every route but the ways out, and is as it was when it is switched on again. */
class KillSwitchTest {
    /** Whoever goes may go; and the public keys are nobody's. */
    private static final Set<String> STAYS_OPEN = Set.of(
            "POST /api/v1/session/leave",
            "DELETE /api/v1/join/{appName}/{roomName}/{requestId}",
            "GET /.well-known/jwks.json");

    private final Site site = new Site();
    private final Tenant tenant = Tenant.settle(site, "dev");
    private final Tenant other = Tenant.settle(site, "other");

    static Stream<Visit> routes() {
        return Visit.ALL.stream();
    }

    static Stream<Visit> adminRoutes() {
        return routes().filter(visit -> visit.who() == Visit.Who.KEY_OR_ADMIN);
    }

    @ParameterizedTest
    @MethodSource("routes")
    void appThatIsSwitchedOffIsRefused(Visit visit) {
        enable(false);
        Answer answer = visit.as(tenant).send();
        if (STAYS_OPEN.contains(visit.route())) {
            assertThat(answer.status()).isEqualTo(200);
        } else {
            assertThat(answer.code()).isEqualTo(visit.route().endsWith("/validate") ? "token_revoked" : "forbidden");
            assertThat(answer.text("detail")).contains("switched off");
        }
        assertThat(visit.as(other).send().code()).isNotIn("forbidden", "token_revoked");
    }

    @ParameterizedTest
    @MethodSource("adminRoutes")
    void adminInsideIsRefusedToo(Visit visit) {
        enable(false);
        assertThat(visit.at(tenant).bearer(tenant.sessionToken).send().code()).isEqualTo("forbidden");
    }

    @ParameterizedTest
    @MethodSource("routes")
    void appThatIsSwitchedOnAgainIsAsItWas(Visit visit) {
        Answer before = visit.as(other).send();
        enable(false);
        visit.as(tenant).send();
        enable(true);
        int after = visit.as(tenant).send().status();
        // Whoever withdrew while the app was off has withdrawn.
        assertThat(after).isEqualTo(before.status());
    }

    private void enable(boolean enabled) {
        site.operator("{'action':'update-app','app':'dev','enabled':" + enabled + "}");
    }
}
