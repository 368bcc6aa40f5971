package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Whoever is out is out for those who verify session tokens offline as well, whatever put him out: the list that his token names
 * says so from the answer on. Over HTTP.
 */
class OfflineRevocationTest {
    private static LocalServer server;

    @BeforeAll
    static void start() {
        server = LocalServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    /** Every way out, and whether it is one for Grace too, who is in the same room by a token of her own. */
    enum WayOut {
        LEAVE(Map.of(), Map.of(), false) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                leave(ada);
            }
        },
        EJECTION(Map.of(), Map.of(), false) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                eject(room, ada, Map.of());
            }
        },
        EJECTION_WITH_BAN(Map.of(), Map.of("externalUserId", "ada"), false) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                eject(room, ada, Map.of("ban", true));
            }
        },
        BAN(Map.of(), Map.of("externalUserId", "ada"), false) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                good(server.app().put("/api/v1/room/" + room + "/bans/ada", Map.of()));
            }
        },
        REVOCATION(Map.of(), Map.of(), false) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                good(server.app().post("/api/v1/token/revoke", Map.of("token", token.get("token"))));
            }
        },
        ROOM_CUT_OFF(Map.of(), Map.of(), true) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                cutOff(Map.of("roomName", room));
            }
        },
        APP_CUT_OFF(Map.of(), Map.of(), true) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                cutOff(Map.of());
            }
        },
        SECOND_ENTRY(Map.of("onSecondEntry", "replace"), Map.of("externalUserId", "ada"), false) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                assertThat(isVoid(come(room, Map.of("accessToken", token.get("token")))))
                        .isFalse();
            }
        },
        PLACE_TAKEN_OVER(Map.of(), Map.of(), false) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                ApiAnswer again =
                        come(room, Map.of("accessToken", token.get("token"), "sessionToken", ada.text("sessionToken")));
                assertThat(again.text("participantSessionId")).isEqualTo(ada.text("participantSessionId"));
                assertThat(isVoid(again)).isFalse();
            }
        },
        ROOM_ARCHIVED(Map.of(), Map.of(), true) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                good(server.app().delete("/api/v1/room/" + room));
            }
        },
        PERSON_ERASED(Map.of(), Map.of("externalUserId", "ada"), false) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                assertThat(server.operator("{\"action\":\"erase-person\",\"app\":\"dev\",\"externalUserId\":\"ada\"}"))
                        .contains("\"success\":true");
            }
        },
        LEASE_RUN_OUT(Map.of("maxParticipants", 2), Map.of(), false) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                server.clock().advance(Duration.ofSeconds(40));
                good(heartbeat(grace));
                server.clock().advance(Duration.ofSeconds(35));
                comeInHerPlace(room);
            }
        },
        TIME_UP(Map.of("maxParticipants", 2), Map.of("ejectAfterElapsedTimeInSec", 30), false) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                server.clock().advance(Duration.ofSeconds(30));
                comeInHerPlace(room);
            }
        },
        ROOM_END_BROUGHT_FORWARD(Map.of("ejectAtRoomExp", true), Map.of(), true) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                long now = server.clock().instant().getEpochSecond();
                good(server.app().put("/api/v1/room/" + room, Map.of("expireUnixSec", now + 5)));
                server.clock().advance(Duration.ofSeconds(6));
                // What the deadline of the room does by itself, a few seconds later at most.
                good(leave(ada));
                good(leave(grace));
            }
        },
        APP_SWITCHED_OFF(Map.of(), Map.of(), true) {
            @Override
            void take(String room, Map<String, Object> token, ApiAnswer ada) {
                switched("false");
            }

            @Override
            void undo() {
                switched("true");
            }
        };

        static ApiAnswer grace;

        final Map<String, Object> roomFields;
        final Map<String, Object> tokenFields;
        final boolean forAll;

        WayOut(Map<String, Object> roomFields, Map<String, Object> tokenFields, boolean forAll) {
            this.roomFields = roomFields;
            this.tokenFields = tokenFields;
            this.forAll = forAll;
        }

        /** @param token the answer by which Ada has her token */
        abstract void take(String room, Map<String, Object> token, ApiAnswer ada);

        void undo() {}
    }

    @ParameterizedTest
    @EnumSource
    void whoeverIsOutIsVoidInTheListAndNobodyElse(WayOut way) {
        String room = "way-" + way.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
        create(room, way.roomFields);
        ApiAnswer token = token(room, way.tokenFields);
        ApiAnswer ada = come(room, Map.of("accessToken", token.text("token")));
        WayOut.grace = come(room, Map.of("accessToken", token(room, Map.of()).text("token")));
        assertThat(isVoid(ada)).isFalse();

        way.take(room, token.json(), ada);
        try {
            assertThat(isVoid(ada)).isTrue();
            assertThat(isVoid(WayOut.grace)).isEqualTo(way.forAll);
        } finally {
            way.undo();
        }
        if (way == WayOut.APP_SWITCHED_OFF) {
            assertThat(isVoid(ada)).as("switched on again").isFalse();
        }
    }

    @Test
    void whoeverStaysKeepsHisIndexFromHeartbeatToHeartbeat() {
        create("staying", Map.of());
        ApiAnswer in =
                come("staying", Map.of("accessToken", token("staying", Map.of()).text("token")));
        Map<?, ?> status = status(in);
        server.clock().advance(Duration.ofSeconds(30));
        assertThat(status(heartbeat(in))).isEqualTo(status);
    }

    @Test
    void listSaysItsOwnAddressAndForHowLongItIsToBeKept() {
        create("address", Map.of());
        String uri = uri(come(
                "address", Map.of("accessToken", token("address", Map.of()).text("token"))));
        ApiAnswer list = list(uri);
        assertThat(uri).startsWith(server.url() + "/.well-known/status/dev.");
        assertThat(list.status()).isEqualTo(200);
        assertThat(list.header("content-type")).isEqualTo("application/statuslist+jwt");
        assertThat(list.header("cache-control")).isEqualTo("public, max-age=1");
        assertThat(payload(list.body())).containsEntry("sub", uri).containsEntry("ttl", 10L);
        assertThat(list("/.well-known/status/dev.9").problem()).isEqualTo("route_not_found");
    }

    private static void comeInHerPlace(String room) {
        come(room, Map.of("accessToken", token(room, Map.of()).text("token")));
    }

    private static void eject(String room, ApiAnswer ada, Map<String, Object> body) {
        good(server.app().post("/api/v1/room/" + room + "/peers/" + ada.text("participantSessionId") + "/eject", body));
    }

    private static void cutOff(Map<String, Object> where) {
        server.clock().advance(Duration.ofSeconds(5));
        Map<String, Object> body = new HashMap<>(where);
        body.put("issuedBeforeUnixSec", server.clock().instant().getEpochSecond());
        good(server.app().post("/api/v1/token/revoke", body));
    }

    private static void switched(String on) {
        assertThat(server.operator("{\"action\":\"update-app\",\"app\":\"dev\",\"enabled\":" + on + "}"))
                .contains("\"success\":true");
    }

    private static void create(String name, Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("roomName", name);
        good(server.app().post("/api/v1/room", all));
    }

    private static ApiAnswer token(String room, Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("roomName", room);
        return good(server.app().post("/api/v1/token", all));
    }

    private static ApiAnswer come(String room, Map<String, Object> body) {
        ApiAnswer in = server.anyone().post("/api/v1/join/dev/" + room, body);
        assertThat(in.status()).as(in.body()).isEqualTo(201);
        return in;
    }

    private static ApiAnswer heartbeat(ApiAnswer inside) {
        return server.anyone().withBearer(inside.text("sessionToken")).post("/api/v1/session/heartbeat", Map.of());
    }

    private static ApiAnswer leave(ApiAnswer inside) {
        return server.anyone().withBearer(inside.text("sessionToken")).post("/api/v1/session/leave", Map.of());
    }

    private static ApiAnswer good(ApiAnswer answer) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer;
    }

    /** As a verifier looks it up. */
    private static boolean isVoid(ApiAnswer inside) {
        Map<String, Object> list = payload(list(uri(inside)).body());
        assertThat(list).containsEntry("sub", uri(inside));
        int index = ((Long) status(inside).get("idx")).intValue();
        byte[] bits = inflated(String.valueOf(((Map<?, ?>) list.get("status_list")).get("lst")));
        return (bits[index / 8] >> (index % 8) & 1) == 1;
    }

    private static byte[] inflated(String lst) {
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(Base64.getUrlDecoder().decode(lst));
            byte[] bits = new byte[1 << 21];
            assertThat(inflater.inflate(bits)).isEqualTo(bits.length);
            return bits;
        } catch (DataFormatException e) {
            throw new AssertionError(e);
        } finally {
            inflater.end();
        }
    }

    private static String uri(ApiAnswer inside) {
        return String.valueOf(status(inside).get("uri"));
    }

    private static Map<?, ?> status(ApiAnswer inside) {
        return (Map<?, ?>) ((Map<?, ?>) payload(inside.text("sessionToken")).get("status")).get("status_list");
    }

    private static ApiAnswer list(String uri) {
        return server.anyone().get(URI.create(uri).getPath());
    }

    private static Map<String, Object> payload(String token) {
        return Json.readObject(new String(
                Base64.getUrlDecoder().decode(List.of(token.split("\\.")).get(1)), StandardCharsets.UTF_8));
    }
}
