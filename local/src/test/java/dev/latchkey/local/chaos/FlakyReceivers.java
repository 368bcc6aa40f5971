package dev.latchkey.local.chaos;

import dev.latchkey.outbound.AddressRules;
import dev.latchkey.outbound.CallResult;
import dev.latchkey.outbound.Outbound;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Those who are called by webhook: one takes most calls, one hardly any, and one is gone for good. */
final class FlakyReceivers implements Outbound {
    private final Map<String, Endpoint> endpoints = new TreeMap<>();
    private final Random random;
    private boolean healed;

    static final class Endpoint {
        final String path;
        final List<String> types;
        final int failsPercent;
        final Set<String> taken = new HashSet<>();
        String id = "";

        Endpoint(String path, List<String> types, int failsPercent) {
            this.path = path;
            this.types = types;
            this.failsPercent = failsPercent;
        }

        boolean wants(Map<String, Object> event) {
            return types.contains(String.valueOf(event.get("type")));
        }
    }

    FlakyReceivers(Random random) {
        this.random = random;
        add(new Endpoint("good", List.of("peer.joined", "peer.left", "session.ended"), 10));
        add(new Endpoint("bad", List.of("session.started", "session.ended"), 60));
        add(new Endpoint("gone", List.of("room.updated"), 100));
    }

    Collection<Endpoint> endpoints() {
        return endpoints.values();
    }

    /** From now on all work that are not gone. */
    void heal() {
        healed = true;
    }

    private void add(Endpoint endpoint) {
        endpoints.put("/" + endpoint.path, endpoint);
    }

    @Override
    public AddressRules rules() {
        return AddressRules.INTERNET;
    }

    @Override
    public CallResult post(URI address, Map<String, String> headers, String json) {
        Endpoint endpoint = endpoints.get(address.getPath());
        Duration took = Duration.ofMillis(1);
        if (endpoint.path.equals("gone")) {
            return new CallResult(410, null, took);
        }
        if (!healed && random.nextInt(100) < endpoint.failsPercent) {
            return random.nextBoolean()
                    ? new CallResult(500, null, took)
                    : new CallResult(0, CallResult.Fault.TIMED_OUT, took);
        }
        endpoint.taken.add(headers.get("webhook-id"));
        return new CallResult(200, null, took);
    }
}
