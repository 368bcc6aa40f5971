package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Somebody comes in by one token while he is put out by another, over HTTP with real threads. */
class RemovalStormTest {
    private static final int TRIES = 30;

    private static LocalServer server;

    @BeforeAll
    static void start() {
        server = LocalServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    enum Removal {
        EJECTION_WITH_BAN {
            @Override
            ApiAnswer run(String room, String peerId, String token) {
                return server.app().post("/api/v1/room/" + room + "/peers/" + peerId + "/eject", Map.of("ban", true));
            }
        },
        BAN {
            @Override
            ApiAnswer run(String room, String peerId, String token) {
                return server.app().put("/api/v1/room/" + room + "/bans/ada", Map.of());
            }
        },
        REVOCATION {
            @Override
            ApiAnswer run(String room, String peerId, String token) {
                return server.app().post("/api/v1/token/revoke", Map.of("token", token));
            }
        },
        ARCHIVE {
            @Override
            ApiAnswer run(String room, String peerId, String token) {
                return server.app().delete("/api/v1/room/" + room);
            }
        };

        abstract ApiAnswer run(String room, String peerId, String token);
    }

    @ParameterizedTest
    @EnumSource(Removal.class)
    void whoIsPutOutIsNotInsideOnceBothAreAnswered(Removal removal) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try {
            for (int i = 0; i < TRIES; i++) {
                String room = removal.name().toLowerCase(Locale.ROOT) + "-" + i;
                server.app().post("/api/v1/room", Map.of("roomName", room));
                String first = token(room);
                String second = token(room);
                ApiAnswer in = join(room, first);
                String peerId = in.text("participantSessionId");

                List<Callable<ApiAnswer>> both =
                        List.of(() -> removal.run(room, peerId, second), () -> join(room, second));
                List<Future<ApiAnswer>> answers = threads.invokeAll(both);

                assertThat(answers.get(0).get().status()).isEqualTo(200);
                ApiAnswer joined = answers.get(1).get();
                if (joined.status() == 201) {
                    assertThat(server.anyone()
                                    .withBearer(joined.text("sessionToken"))
                                    .post("/api/v1/session/heartbeat", Map.of())
                                    .status())
                            .as("try %d", i)
                            .isGreaterThanOrEqualTo(400);
                    if (removal != Removal.ARCHIVE) {
                        assertThat(server.app()
                                        .get("/api/v1/room/" + room + "/peers")
                                        .list("peers")
                                        .toString())
                                .as("try %d", i)
                                .doesNotContain(joined.text("participantSessionId"));
                    }
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static String token(String room) {
        return server.app()
                .post("/api/v1/token", Map.of("roomName", room, "externalUserId", "ada"))
                .text("token");
    }

    private static ApiAnswer join(String room, String token) {
        return server.anyone().post("/api/v1/join/dev/" + room, Map.of("accessToken", token));
    }
}
