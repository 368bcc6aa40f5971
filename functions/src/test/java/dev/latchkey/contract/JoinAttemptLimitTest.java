package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.joinrequest.JoinAttemptLimit;
import dev.latchkey.joinrequest.SourceAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody fills a waiting room from one address; whoever comes in at once is not counted among those who wait. */
class JoinAttemptLimitTest {
    private static final String HERE = "203.0.113.7";

    private final TableFixture service = new TableFixture();
    private final Tenant tenant = Tenant.settle(service, "dev");

    @Test
    void oneAddressIsHeardSoOftenAMinuteAtADoor() {
        tenant.createRoom("lounge", "'privacy':'private','enableRequestToJoin':true");
        for (int i = 0; i < JoinAttemptLimit.USUAL; i++) {
            assertThat(askToJoin("lounge", HERE).status()).isEqualTo(202);
        }
        service.clock.now = ScenarioFixture.NOON.plusMillis(20_500);
        Answer tooMany = askToJoin("lounge", HERE);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.code()).isEqualTo("rate_limited");
        assertThat(tooMany.headers().get("retry-after")).isEqualTo("40");

        assertThat(askToJoin("lounge", "203.0.113.8").status())
                .as("from elsewhere")
                .isEqualTo(202);
        assertThat(askToJoin(tenant.room, HERE).status()).as("at another door").isEqualTo(202);
        service.clock.now = ScenarioFixture.NOON.plusSeconds(60);
        assertThat(askToJoin("lounge", HERE).status()).as("when told to").isEqualTo(202);
    }

    @Test
    void refusedAttemptCostsOneWriteAndReadsNoWaitingRoom() {
        for (int i = 0; i < JoinAttemptLimit.USUAL; i++) {
            askToJoin(tenant.room, "203.0.113.9");
        }
        service.asked.clear();
        assertThat(askToJoin(tenant.room, "203.0.113.9").status()).isEqualTo(429);
        assertThat(service.asked).containsExactlyInAnyOrder("batchGetItem", "getItem", "updateItem");
    }

    @Test
    void whoeverComesInAtOnceIsNotCounted() {
        tenant.createRoom("hall", "");
        for (int i = 0; i < 3 * JoinAttemptLimit.USUAL; i++) {
            assertThat(askToJoin("hall", HERE).status()).isEqualTo(201);
        }
        service.call("PUT /api/v1/room/{roomName}")
                .path("roomName", "hall")
                .key(tenant.key)
                .body("{'roomLocked':true}")
                .send(200);
        for (int i = 0; i < JoinAttemptLimit.USUAL; i++) {
            assertThat(askToJoin("hall", HERE).status()).isEqualTo(202);
        }
        assertThat(askToJoin("hall", HERE).status()).isEqualTo(429);
    }

    @Test
    void looksAreNoJoinAttempts() {
        for (int i = 0; i < 3 * JoinAttemptLimit.USUAL; i++) {
            assertThat(service.call("GET /api/v1/join/{appName}/{roomName}/{requestId}")
                            .path("appName", "dev")
                            .path("roomName", tenant.room)
                            .path("requestId", tenant.requestId)
                            .bearer(tenant.ticket)
                            .send()
                            .text("status"))
                    .isEqualTo("waiting");
        }
    }

    @Test
    void subscriberWithManyAddressesHasOneNetwork() {
        assertThat(network("2001:db8:1:2::1")).isEqualTo(network("2001:db8:1:2:ffff:ffff:ffff:ffff"));
        assertThat(network("2001:db8:1:2::1")).isNotEqualTo(network("2001:db8:1:3::1"));
        assertThat(network("::ffff:203.0.113.7")).isNotEqualTo(network("::ffff:203.0.113.8"));
        assertThat(network("203.0.113.7")).isNotEqualTo(network("203.0.113.8"));
        assertThat(network("not:an:address")).isEqualTo("not:an:address");
    }

    @Test
    void counterNamesNoAddressAndEndsByItself() {
        assertThat(counters()).singleElement().asString().doesNotContain(HERE).contains("expiresAt");
    }

    private List<String> counters() {
        return service.items().stream().filter(item -> item.contains("KNOCK#")).toList();
    }

    private static String network(String address) {
        return SourceAddress.of(address).network();
    }

    private Answer askToJoin(String room, String address) {
        return service.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", "dev")
                .path("roomName", room)
                .body("{'name':'Grace'}")
                .from(address)
                .send();
    }
}
