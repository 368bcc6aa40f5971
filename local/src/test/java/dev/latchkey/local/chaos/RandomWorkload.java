package dev.latchkey.local.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.local.ApiAnswer;
import dev.latchkey.local.ApiClient;
import dev.latchkey.local.LocalServer;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.Function;

/** What people, admins and the app do in five rooms, at random. */
final class RandomWorkload {
    static final int VISITS = 28;
    static final int CAP = 3;
    static final List<String> ROOMS = List.of("open", "small", "private", "brief", "quiet");

    private final Random random;
    private final LocalServer server;
    private final Clock clock;
    private final Planner planner;
    private final ApiClient app;
    private final List<String> peers = new ArrayList<>();
    private final List<String> requests = new ArrayList<>();

    /** Has something done later. */
    interface Planner {
        void plan(Duration later, Runnable what);
    }

    RandomWorkload(Random random, LocalServer server, Clock clock, Planner planner) {
        this.random = random;
        this.server = server;
        this.clock = clock;
        this.planner = planner;
        this.app = server.app();
    }

    /** Sets up rooms and webhooks and plans everything else, within an hour. */
    void open(Collection<FlakyReceivers.Endpoint> endpoints) {
        endpoints.forEach(endpoint -> {
            ApiAnswer made = app.post(
                    "/api/v1/webhooks",
                    Map.of("url", "https://hooks.example/" + endpoint.path, "types", endpoint.types));
            assertThat(made.status()).as(made.body()).isEqualTo(201);
            endpoint.id = made.text("webhookId");
        });
        make(Map.of("roomName", "open"));
        make(Map.of("roomName", "small", "maxParticipants", CAP));
        make(Map.of("roomName", "private", "privacy", "private", "enableRequestToJoin", true));
        make(Map.of("roomName", "brief", "expireUnixSec", inMinutes(25), "ejectAtRoomExp", true, "deleteOnExp", true));
        make(Map.of("roomName", "quiet", "endMeetingAfterNoActivityInSec", 90));
        for (int visit = 0; visit < VISITS; visit++) {
            at(random.nextInt(3600), () -> come(room()));
        }
        for (int act = 0; act < VISITS; act++) {
            at(random.nextInt(3600), this::act);
        }
    }

    private void make(Map<String, ?> room) {
        ApiAnswer made = app.post("/api/v1/room", room);
        assertThat(made.status()).as(made.body()).isEqualTo(200);
    }

    private long inMinutes(int minutes) {
        return clock.instant().plus(Duration.ofMinutes(minutes)).getEpochSecond();
    }

    private void at(int second, Runnable what) {
        // Not on the second, where all deadlines would be.
        planner.plan(Duration.ofSeconds(second).plusMillis(random.nextInt(1000)), what);
    }

    private String room() {
        return ROOMS.get(random.nextInt(ROOMS.size()));
    }

    private void come(String room) {
        if (random.nextBoolean()) {
            enter(room, Map.of("name", "somebody"));
            return;
        }
        Map<String, Object> token =
                new TreeMap<>(Map.of("roomName", room, "externalUserId", "user" + random.nextInt(6)));
        if (random.nextBoolean()) {
            token.put("ejectAfterElapsedTimeInSec", 20 + random.nextInt(200));
        }
        if (room.equals("quiet") && random.nextInt(3) > 0) {
            token.put("role", "listener");
        }
        ApiAnswer made = answered(app.post("/api/v1/token", token));
        if (made.status() == 200) {
            enter(room, Map.of("accessToken", made.text("token")));
        }
    }

    private void enter(String room, Map<String, ?> body) {
        ApiAnswer answer = answered(server.anyone().post("/api/v1/join/dev/" + room, body));
        if (answer.status() == 201) {
            peers.add(room + "/peers/" + answer.text("participantSessionId"));
            stay(answer.text("sessionToken"));
        } else if (answer.status() == 202) {
            requests.add(room + "/" + answer.text("requestId"));
        }
    }

    /** Heartbeats, until it leaves or vanishes. */
    private void stay(String session) {
        at(30, () -> {
            int fate = random.nextInt(6);
            if (fate == 0) {
                answered(server.anyone().withBearer(session).post("/api/v1/session/leave"));
            } else if (fate > 2) {
                ApiAnswer renewed = answered(server.anyone().withBearer(session).post("/api/v1/session/heartbeat"));
                if (renewed.status() == 200) {
                    stay(renewed.text("sessionToken"));
                }
            }
        });
    }

    private void act() {
        switch (random.nextInt(8)) {
            case 0 -> any(peers, peer -> app.post("/api/v1/room/" + peer + "/eject"));
            case 1 -> any(peers, peer -> app.patch("/api/v1/room/" + peer, Map.of("role", "speaker")));
            case 2 -> any(peers, peer -> app.patch("/api/v1/room/" + peer, Map.of("role", "listener")));
            case 3, 4 ->
                any(
                        requests,
                        request -> app.post(
                                "/api/v1/join/dev/" + request + (random.nextInt(3) > 0 ? "/approve" : "/deny")));
            case 5 ->
                answered(app.put("/api/v1/room/brief", Map.of("expireUnixSec", inMinutes(2 + random.nextInt(20)))));
            case 6 -> {
                String bans = "/api/v1/room/" + room() + "/bans/user" + random.nextInt(6);
                answered(random.nextBoolean() ? app.put(bans, Map.of()) : app.delete(bans));
            }
            default -> answered(app.put("/api/v1/room/" + room(), Map.of("enableChat", random.nextBoolean())));
        }
    }

    private void any(List<String> of, Function<String, ApiAnswer> act) {
        if (!of.isEmpty()) {
            answered(act.apply(of.get(random.nextInt(of.size()))));
        }
    }

    /** Whatever AWS does, there is no defect; out of reach it may be. */
    private static ApiAnswer answered(ApiAnswer answer) {
        assertThat(answer.status()).as(answer.body()).isNotEqualTo(500);
        return answer;
    }
}
