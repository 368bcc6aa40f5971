package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Whoever is put out while he waits never comes in, at whatever moment of his join attempt or of an approval that was. */
class BannedWhileWaitingTest {
    private final TableFixture service = new TableFixture();
    private final String key = service.app("dev");

    /** What keeps somebody out, and the code by which he is told. */
    private enum Mark {
        BAN("banned") {
            @Override
            void set(BannedWhileWaitingTest test, String room, String user, String token) {
                test.service
                        .call("PUT /api/v1/room/{roomName}/bans/{externalUserId}")
                        .path("roomName", room)
                        .path("externalUserId", user)
                        .key(test.key)
                        .send(200);
            }
        },
        REVOCATION("token_revoked") {
            @Override
            void set(BannedWhileWaitingTest test, String room, String user, String token) {
                test.service
                        .call("POST /api/v1/token/revoke")
                        .key(test.key)
                        .body("{'token':'" + token + "'}")
                        .send(200);
            }
        },
        CUT_OFF("token_revoked") {
            @Override
            void set(BannedWhileWaitingTest test, String room, String user, String token) {
                test.service.clock.now = test.service.clock.now.plusSeconds(1);
                test.service
                        .call("POST /api/v1/token/revoke")
                        .key(test.key)
                        .body("{'roomName':'" + room + "','issuedBeforeUnixSec':"
                                + test.service.clock.now.getEpochSecond() + "}")
                        .send(200);
            }
        };

        final String code;

        Mark(String code) {
            this.code = code;
        }

        abstract void set(BannedWhileWaitingTest test, String room, String user, String token);
    }

    @Test
    void amidTheJoinAttempt() {
        everyMoment((visitor, mark) -> {
            Answer waiting = interrupted(visitor, mark, visitor::askToJoin);
            if (waiting.status() == 202) {
                visitor.approve(waiting);
                visitor.staysOut(waiting, mark);
            } else {
                assertThat(waiting.code()).isEqualTo(mark.code);
            }
        });
    }

    @Test
    void amidTheApproval() {
        everyMoment((visitor, mark) -> {
            Answer waiting = visitor.askToJoin();
            interrupted(visitor, mark, () -> visitor.approve(waiting));
            visitor.staysOut(waiting, mark);
        });
    }

    @Test
    void whoIsNotPutOutComesIn() {
        Visitor visitor = new Visitor("calm", Integer.MAX_VALUE);
        Answer waiting = visitor.askToJoin();
        visitor.approve(waiting);
        assertThat(visitor.look(waiting).text("status")).isEqualTo("admitted");
    }

    private interface Scenario {
        void tell(Visitor visitor, Mark mark);
    }

    private void everyMoment(Scenario scenario) {
        for (Mark mark : Mark.values()) {
            Visitor visitor;
            int at = 1;
            do {
                visitor = new Visitor(mark.name().toLowerCase(java.util.Locale.ROOT) + "-" + at, at++);
                scenario.tell(visitor, mark);
            } while (visitor.wasInterrupted);
            assertThat(at).as("moments").isGreaterThan(3);
        }
    }

    /** Does what the visitor does, and puts him out before one certain call of it to the table. */
    private Answer interrupted(Visitor visitor, Mark mark, java.util.function.Supplier<Answer> work) {
        int[] calls = {0};
        Consumer<String> calm = call -> {};
        service.trouble = call -> {
            if (++calls[0] == visitor.at) {
                service.trouble = calm;
                mark.set(this, visitor.room, visitor.user, visitor.token);
                visitor.wasInterrupted = true;
            }
        };
        Answer answer = work.get();
        service.trouble = calm;
        if (!visitor.wasInterrupted) {
            mark.set(this, visitor.room, visitor.user, visitor.token);
        }
        return answer;
    }

    /** Somebody at a locked door of his own. */
    private final class Visitor {
        final int at;
        final String room;
        final String user;
        final String token;
        boolean wasInterrupted;

        Visitor(String name, int at) {
            this.at = at;
            this.room = "room-" + name;
            this.user = "user-" + name;
            service.call("POST /api/v1/room")
                    .key(key)
                    .body("{'roomName':'" + room + "','roomLocked':true}")
                    .send(200);
            this.token = service.call("POST /api/v1/token")
                    .key(key)
                    .body("{'roomName':'" + room + "','externalUserId':'" + user + "'}")
                    .send(200)
                    .text("token");
        }

        Answer askToJoin() {
            return service.call("POST /api/v1/join/{appName}/{roomName}")
                    .path("appName", "dev")
                    .path("roomName", room)
                    .body("{'accessToken':'" + token + "'}")
                    .send();
        }

        Answer approve(Answer waiting) {
            return service.call("POST /api/v1/join/{appName}/{roomName}/{requestId}/approve")
                    .path("appName", "dev")
                    .path("roomName", room)
                    .path("requestId", waiting.text("requestId"))
                    .key(key)
                    .send(200);
        }

        Answer look(Answer waiting) {
            return service.call("GET /api/v1/join/{appName}/{roomName}/{requestId}")
                    .path("appName", "dev")
                    .path("roomName", room)
                    .path("requestId", waiting.text("requestId"))
                    .bearer(waiting.text("ticket"))
                    .send();
        }

        void staysOut(Answer waiting, Mark mark) {
            assertThat(look(waiting).code()).as(mark + " before call " + at).isEqualTo(mark.code);
            assertThat((List<?>) service.call("GET /api/v1/room/{roomName}/peers")
                            .path("roomName", room)
                            .key(key)
                            .send(200)
                            .json()
                            .get("peers"))
                    .isEmpty();
        }
    }
}
