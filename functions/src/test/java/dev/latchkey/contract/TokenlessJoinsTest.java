package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.joinrequest.JoinAttemptLimit;
import org.junit.jupiter.api.Test;

/** Nobody takes all places of a public room from one address; whoever has a token is not counted. */
class TokenlessJoinsTest {
    private static final String HERE = "203.0.113.7";

    private final MemoryFixture service = new MemoryFixture();
    private final Tenant tenant = Tenant.settle(service, "dev");

    @Test
    void oneAddressComesInSoOftenAMinuteByADoor() {
        tenant.createRoom("hall", "");
        tenant.createRoom("other", "");
        for (int i = 0; i < JoinAttemptLimit.USUAL_TOKENLESS; i++) {
            assertThat(join("hall", HERE).status()).isEqualTo(201);
        }
        service.clock.now = ScenarioFixture.NOON.plusMillis(20_500);
        Answer tooMany = join("hall", HERE);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.code()).isEqualTo("rate_limited");
        assertThat(tooMany.headers().get("retry-after")).isEqualTo("40");

        assertThat(join("hall", "203.0.113.8").status()).as("from elsewhere").isEqualTo(201);
        assertThat(join("other", HERE).status()).as("by another door").isEqualTo(201);
        assertThat(joinWithToken("hall").status()).as("with a token").isEqualTo(201);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(60);
        assertThat(join("hall", HERE).status()).as("when told to").isEqualTo(201);
    }

    @Test
    void appLowersTheLimitAndTakesItsOwnAwayAgain() {
        tenant.createRoom("hall", "");
        service.operator("{'action':'update-app','app':'dev','tokenlessJoinsPerMinute':2}");
        assertThat(join("hall", HERE).status()).isEqualTo(201);
        assertThat(join("hall", HERE).status()).isEqualTo(201);
        assertThat(join("hall", HERE).status()).isEqualTo(429);
        assertThat(joinWithToken("hall").status()).isEqualTo(201);

        service.operator("{'action':'update-app','app':'dev','tokenlessJoinsPerMinute':0}");
        assertThat(join("hall", HERE).status()).isEqualTo(201);
    }

    @Test
    void appRaisesNothing() {
        tenant.createRoom("hall", "");
        service.operator("{'action':'update-app','app':'dev','tokenlessJoinsPerMinute':1000}");
        for (int i = 0; i < JoinAttemptLimit.USUAL_TOKENLESS; i++) {
            join("hall", HERE);
        }
        assertThat(join("hall", HERE).status()).isEqualTo(429);
    }

    @Test
    void entryWithATokenPaysNoWriteForIt() {
        tenant.createRoom("hall", "");
        join("hall", HERE);
        service.asked.clear();
        joinWithToken("hall");
        assertThat(service.asked).doesNotContain("count");
        service.asked.clear();
        join("hall", HERE);
        assertThat(service.asked).containsOnlyOnce("count");
    }

    @Test
    void refusedEntryIsNotCounted() {
        tenant.createRoom("closed", "'privacy':'private'");
        service.asked.clear();
        assertThat(join("closed", HERE).status()).isEqualTo(401);
        assertThat(service.asked).doesNotContain("count");
    }

    private Answer joinWithToken(String room) {
        return service.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", "dev")
                .path("roomName", room)
                .body("{'accessToken':'" + token() + "'}")
                .from(HERE)
                .send();
    }

    private String token() {
        return service.call("POST /api/v1/token")
                .key(tenant.key)
                .body("{'globalToken':true}")
                .send(200)
                .text("token");
    }

    private Answer join(String room, String address) {
        return service.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", "dev")
                .path("roomName", room)
                .body("{'name':'Grace'}")
                .from(address)
                .send();
    }
}
