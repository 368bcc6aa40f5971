package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.lobby.KnockLimit;
import dev.latchkey.lobby.SourceAddress;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Nobody fills a waiting room from one address; whoever comes in at once is not counted. */
class KnockingTest {
    private static final String HERE = "203.0.113.7";

    private final Site site = new Site();
    private final Tenant tenant = Tenant.settle(site, "dev");

    @Test
    void oneAddressIsHeardSoOftenAMinuteAtADoor() {
        tenant.createRoom("lounge", "'privacy':'private','enableRequestToJoin':true");
        for (int i = 0; i < KnockLimit.USUAL; i++) {
            assertThat(knock("lounge", HERE).status()).isEqualTo(202);
        }
        site.clock.now = World.NOON.plusMillis(20_500);
        Answer tooMany = knock("lounge", HERE);
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(tooMany.code()).isEqualTo("rate_limited");
        assertThat(tooMany.headers().get("retry-after")).isEqualTo("40");

        assertThat(knock("lounge", "203.0.113.8").status()).as("from elsewhere").isEqualTo(202);
        assertThat(knock(tenant.room, HERE).status()).as("at another door").isEqualTo(202);
        site.clock.now = World.NOON.plusSeconds(60);
        assertThat(knock("lounge", HERE).status()).as("when told to").isEqualTo(202);
    }

    @Test
    void refusedKnockCostsOneWriteAndReadsNoWaitingRoom() {
        for (int i = 0; i < KnockLimit.USUAL; i++) {
            knock(tenant.room, "203.0.113.9");
        }
        site.asked.clear();
        assertThat(knock(tenant.room, "203.0.113.9").status()).isEqualTo(429);
        assertThat(site.asked).containsExactlyInAnyOrder("batchGetItem", "query", "updateItem");
    }

    @Test
    void whoeverComesInAtOnceIsNotCounted() {
        tenant.createRoom("hall", "");
        knock("hall", HERE);
        List<String> counters = counters();
        site.asked.clear();
        for (int i = 0; i < 3 * KnockLimit.USUAL; i++) {
            assertThat(knock("hall", HERE).status()).isEqualTo(201);
        }
        assertThat(site.asked).doesNotContain("updateItem");
        assertThat(counters()).isEqualTo(counters);
    }

    @Test
    void looksAreNotKnocks() {
        for (int i = 0; i < 3 * KnockLimit.USUAL; i++) {
            assertThat(site.call("GET /api/v1/join/{appName}/{roomName}/{requestId}")
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
        return site.items().stream().filter(item -> item.contains("KNOCK#")).toList();
    }

    private static String network(String address) {
        return SourceAddress.of(address).network();
    }

    private Answer knock(String room, String address) {
        return site.call("POST /api/v1/join/{appName}/{roomName}")
                .path("appName", "dev")
                .path("roomName", room)
                .body("{'name':'Grace'}")
                .from(address)
                .send();
    }
}
