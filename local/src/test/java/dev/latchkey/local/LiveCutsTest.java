package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that are cut, doubled and taken up again at random: in the end, whoever has one is inside, and nobody else. */
class LiveCutsTest {
    private static final int PEOPLE = 40;
    private static final int STEPS = 200;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Test
    void whoeverHasAConnectionIsInsideAndNobodyElse(@TempDir Path folder) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (LocalServer server = LocalServer.startLive(folder, Duration.ofMinutes(10))) {
            server.app().post("/api/v1/room", Map.of("roomName", "cuts"));
            List<Person> people = new ArrayList<>();
            for (int i = 0; i < PEOPLE; i++) {
                people.add(new Person(server));
            }
            for (int step = 0; step < STEPS; step++) {
                people.get(random.nextInt(PEOPLE)).act(random.nextInt(10));
            }

            Set<String> connected = people.stream()
                    .filter(person -> !person.connections.isEmpty())
                    .map(person -> person.peerId)
                    .collect(Collectors.toSet());
            long end = System.nanoTime() + PATIENCE.toNanos();
            while (!inside(server).equals(connected) && System.nanoTime() < end) {
                TimeUnit.MILLISECONDS.sleep(200);
            }
            assertThat(inside(server)).as("seed %d", seed).isEqualTo(connected);
            people.forEach(Person::isHeard);
            people.forEach(person -> person.connections.forEach(LiveClient::close));
        }
    }

    private static Set<String> inside(LocalServer server) {
        return server.app().get("/api/v1/room/cuts/peers").list("peers").stream()
                .map(peer -> String.valueOf(peer.get("peerId")))
                .collect(Collectors.toSet());
    }

    /** Somebody who is inside for as long as a connection of his is open, and a little longer. */
    private static final class Person {
        private final LocalServer server;
        private final String sessionToken;
        private final String peerId;
        private final List<LiveClient> connections = new ArrayList<>();
        private boolean isOut;

        Person(LocalServer server) {
            this.server = server;
            ApiAnswer entry = server.anyone().post("/api/v1/join/dev/cuts", Map.of("name", "Ada"));
            this.sessionToken = entry.text("sessionToken");
            this.peerId = entry.text("participantSessionId");
            connect();
        }

        void act(int chance) {
            if (chance == 0) {
                leave();
            } else if (connections.isEmpty() || chance < 3) {
                connect();
            } else {
                connections.remove(chance % connections.size()).cut();
            }
        }

        private void connect() {
            if (isOut) {
                return;
            }
            try {
                LiveClient connection = LiveClient.open(server.url(), sessionToken);
                connection.next("state");
                connections.add(connection);
            } catch (CompletionException e) {
                // He was away for longer than his place is kept.
                isOut = true;
            }
        }

        private void leave() {
            if (!connections.isEmpty()) {
                connections.get(0).say(Map.of("type", "leave", "id", "bye"));
                connections.forEach(LiveClient::awaitEnd);
                connections.clear();
                isOut = true;
            }
        }

        void isHeard() {
            for (LiveClient connection : connections) {
                connection.say(Map.of("type", "ping", "id", "still"));
                assertThat(connection.next("session.renewed")).containsEntry("id", "still");
            }
        }
    }
}
