package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.joinrequest.JoinAttemptLimit;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Behind CloudFront limits hold for each visitor, though all come by its few addresses; past it nobody picks an address. */
class VisitorLimitsTest {
    private static final String ORIGIN = "the secret of the origin";
    private static final String CLOUD_FRONT = "198.51.100.9";

    @Test
    void eachVisitorOfThePagesHasALimitOfHisOwn() {
        MemoryFixture service = new MemoryFixture(() -> Optional.of(ORIGIN));
        knockOut(service, ORIGIN);
        assertThat(knock(service, ORIGIN, "203.0.113.7").status()).isEqualTo(429);
        assertThat(knock(service, ORIGIN, "203.0.113.8").status()).isEqualTo(201);
    }

    @Test
    void addressThatSomebodyMakesUpGivesNoNewLimit() {
        MemoryFixture service = new MemoryFixture(() -> Optional.of(ORIGIN));
        knockOut(service, "a guess");
        assertThat(knock(service, "a guess", "203.0.113.8").status()).isEqualTo(429);
    }

    @Test
    void withoutPagesNoHeaderGivesANewLimit() {
        MemoryFixture service = new MemoryFixture();
        knockOut(service, ORIGIN);
        assertThat(knock(service, ORIGIN, "203.0.113.8").status()).isEqualTo(429);
    }

    /** LiveKit's clients come in by the same limits. */
    @Test
    void endpointOfLiveKitCountsVisitorsToo() {
        MemoryFixture service = new MemoryFixture(() -> Optional.of(ORIGIN));
        Tenant tenant = Tenant.settle(service, "dev");
        service.mediaServer("dev");
        tenant.createRoom("lounge", "'roomLocked':true,'enableRequestToJoin':true");
        for (int i = 0; i < JoinAttemptLimit.USUAL; i++) {
            assertThat(askForMedia(service, tenant, "203.0.113.7").status()).isEqualTo(403);
        }
        assertThat(askForMedia(service, tenant, "203.0.113.7").status()).isEqualTo(429);
        assertThat(askForMedia(service, tenant, "203.0.113.8").status()).isEqualTo(403);
    }

    /** All that the first visitor has. */
    private static void knockOut(MemoryFixture service, String secret) {
        Tenant.settle(service, "dev").createRoom("hall", "");
        service.operator("{'action':'update-app','app':'dev','tokenlessJoinsPerMinute':2}");
        assertThat(knock(service, secret, "203.0.113.7").status()).isEqualTo(201);
        assertThat(knock(service, secret, "203.0.113.7").status()).isEqualTo(201);
    }

    /** Each time by a token of its own: the same one would be the same request. */
    private static Answer askForMedia(MemoryFixture service, Tenant tenant, String visitor) {
        return service.call("POST /api/v1/livekit/{appName}/token")
                .path("appName", "dev")
                .bearer(tenant.token("'roomName':'lounge'"))
                .body("{'room_name':'lounge'}")
                .header("latchkey-viewer-address", visitor)
                .header("latchkey-origin-secret", ORIGIN)
                .from(CLOUD_FRONT)
                .send();
    }

    private static Answer knock(MemoryFixture service, String secret, String visitor) {
        return service.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", "dev")
                .path("roomName", "hall")
                .body("{'name':'Grace'}")
                .header("latchkey-viewer-address", visitor)
                .header("latchkey-origin-secret", secret)
                .from(CLOUD_FRONT)
                .send();
    }
}
