package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Nobody acts on somebody above: every maker, every act and every target; a refused act has changed nothing. */
class RankTest {
    private static final String REFUSED = "role_change_not_allowed";

    /** What a token says of each of those who act or are acted on. */
    private static final Map<String, Map<String, Object>> PEOPLE = Map.of(
            "host", Map.of("role", "host"),
            "coHost", Map.of("role", "coHost"),
            "adminGuest", Map.of("role", "guest", "permissions", Map.of("admin", true)),
            "customAdmin", Map.of("role", "usher", "permissions", Map.of("admin", true)),
            "guest", Map.of("role", "guest"),
            "plainHost", Map.of("role", "host", "permissions", Map.of("admin", false)));

    private static final List<String> TARGETS = List.of("host", "coHost", "adminGuest", "customAdmin", "guest");

    private static final AtomicInteger ROOMS = new AtomicInteger();

    private static final ServiceFixture SITE = new MemoryFixture();
    private static final Client ANYONE = Client.of(SITE);
    private static final Client APP = ANYONE.with("x-api-key", SITE.app("dev"));

    /** What somebody may do to somebody inside, and what shows that it was done. */
    private enum Act {
        EJECT {
            @Override
            Answer by(Client maker, RankCase rankCase) {
                return maker.post(rankCase.peer() + "/eject", Map.of());
            }
        },
        EJECT_WITH_BAN {
            @Override
            Answer by(Client maker, RankCase rankCase) {
                return maker.post(rankCase.peer() + "/eject", Map.of("ban", true));
            }
        },
        BAN {
            @Override
            Answer by(Client maker, RankCase rankCase) {
                return maker.put(rankCase.room() + "/bans/target", Map.of());
            }
        },
        CHANGE_METADATA {
            @Override
            Answer by(Client maker, RankCase rankCase) {
                return maker.patch(rankCase.peer(), Map.of("metadata", "rewritten"));
            }
        },
        CHANGE_ROLE {
            @Override
            Answer by(Client maker, RankCase rankCase) {
                return maker.patch(rankCase.peer(), Map.of("role", "speaker"));
            }
        };

        abstract Answer by(Client maker, RankCase rankCase);

        boolean bans() {
            return this == BAN || this == EJECT_WITH_BAN;
        }

        boolean putsOut() {
            return this == EJECT || bans();
        }
    }

    /** A room with somebody inside whom others act on. */
    private record RankCase(String name, Answer target, String as) {
        static RankCase with(String as) {
            String name = createRoom(Map.of());
            return new RankCase(name, join(name, as, "target"), as);
        }

        String room() {
            return "/api/v1/room/" + name;
        }

        String peer() {
            return room() + "/peers/" + target.text("participantSessionId");
        }

        Client maker(String who) {
            return who.equals("key") ? APP : bearer(join(name, who, "maker"));
        }

        Answer comesBack() {
            return enter(name, as, "target");
        }

        void expectUntouched() {
            Answer beat = bearer(target).post("/api/v1/session/heartbeat", Map.of());
            assertThat(beat.status()).isEqualTo(200);
            assertThat(beat.text("role")).isEqualTo(target.text("role"));
            assertThat(beat.object("permissions")).isEqualTo(target.object("permissions"));
            assertThat(recorded().get("metadata")).isEqualTo("as it was");
            assertThat(APP.get(room() + "/bans").list("bans")).isEmpty();
            assertThat(comesBack().status()).isEqualTo(201);
        }

        void expectDone(Act act) {
            Answer beat = bearer(target).post("/api/v1/session/heartbeat", Map.of());
            assertThat(beat.status()).isEqualTo(act.putsOut() ? 401 : 200);
            if (act.bans()) {
                assertThat(comesBack().code()).isEqualTo("banned");
            } else {
                assertThat(comesBack().status()).isEqualTo(201);
            }
            if (act == Act.CHANGE_METADATA) {
                assertThat(recorded().get("metadata")).isEqualTo("rewritten");
            }
            if (act == Act.CHANGE_ROLE) {
                assertThat(beat.text("role")).isEqualTo("speaker");
            }
        }

        private Map<String, Object> recorded() {
            return APP.get(room() + "/peers").list("peers").stream()
                    .filter(peer -> peer.get("peerId").equals(target.text("participantSessionId")))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /** Who may put out, ban or rewrite whom: yes; no, because of rank; and those who are no admins may nothing. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    maker       | host      | coHost    | adminGuest | customAdmin | guest
                    key         | yes       | yes       | yes        | yes         | yes
                    host        | yes       | yes       | yes        | yes         | yes
                    coHost      | no        | yes       | yes        | yes         | yes
                    adminGuest  | no        | no        | yes        | yes         | yes
                    customAdmin | no        | no        | yes        | yes         | yes
                    guest       | forbidden | forbidden | forbidden  | forbidden   | forbidden
                    plainHost   | forbidden | forbidden | forbidden  | forbidden   | forbidden
                    """)
    void onSomebodyInside(
            String maker, String host, String coHost, String adminGuest, String customAdmin, String guest) {
        for (Act act : List.of(Act.EJECT, Act.EJECT_WITH_BAN, Act.BAN, Act.CHANGE_METADATA)) {
            check(act, maker, List.of(host, coHost, adminGuest, customAdmin, guest));
        }
    }

    /** Who may change whose role. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    maker       | host | coHost | adminGuest | customAdmin | guest
                    key         | yes  | yes    | yes        | yes         | yes
                    host        | yes  | yes    | yes        | yes         | yes
                    coHost      | no   | yes    | yes        | yes         | yes
                    adminGuest  | no   | no     | no         | no          | no
                    customAdmin | no   | no     | no         | no          | no
                    guest       | no   | no     | no         | no          | no
                    plainHost   | no   | no     | no         | no          | no
                    """)
    void onSomebodysRole(
            String maker, String host, String coHost, String adminGuest, String customAdmin, String guest) {
        check(Act.CHANGE_ROLE, maker, List.of(host, coHost, adminGuest, customAdmin, guest));
    }

    private static void check(Act act, String maker, List<String> expected) {
        for (int i = 0; i < TARGETS.size(); i++) {
            RankCase rankCase = RankCase.with(TARGETS.get(i));
            Answer answer = act.by(rankCase.maker(maker), rankCase);
            assertThat(outcome(answer))
                    .as("%s does %s to %s", maker, act, TARGETS.get(i))
                    .isEqualTo(expected.get(i));
            if (expected.get(i).equals("yes")) {
                rankCase.expectDone(act);
            } else {
                rankCase.expectUntouched();
            }
        }
    }

    /** Who may give what by PATCH to a guest, or by approving one who waits. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    maker       | act     | host      | coHost    | adminGuest | customAdmin | guest
                    key         | PATCH   | yes       | yes       | yes        | yes         | yes
                    host        | PATCH   | yes       | yes       | yes        | yes         | yes
                    coHost      | PATCH   | no        | yes       | yes        | yes         | yes
                    adminGuest  | PATCH   | no        | no        | no         | no          | no
                    customAdmin | PATCH   | no        | no        | no         | no          | no
                    guest       | PATCH   | no        | no        | no         | no          | no
                    key         | approve | yes       | yes       | yes        | yes         | yes
                    host        | approve | yes       | yes       | yes        | yes         | yes
                    coHost      | approve | no        | yes       | yes        | yes         | yes
                    adminGuest  | approve | no        | no        | no         | no          | yes
                    customAdmin | approve | no        | no        | no         | no          | yes
                    guest       | approve | forbidden | forbidden | forbidden  | forbidden   | forbidden
                    """)
    void whatIsGiven(
            String maker, String act, String host, String coHost, String adminGuest, String customAdmin, String guest) {
        List<String> expected = List.of(host, coHost, adminGuest, customAdmin, guest);
        for (int i = 0; i < TARGETS.size(); i++) {
            Map<String, Object> given = PEOPLE.get(TARGETS.get(i));
            String outcome = act.equals("PATCH") ? givenByPatch(maker, given) : givenByApproval(maker, given);
            assertThat(outcome)
                    .as("%s gives %s by %s", maker, TARGETS.get(i), act)
                    .isEqualTo(expected.get(i));
        }
    }

    private static String givenByPatch(String maker, Map<String, Object> given) {
        RankCase rankCase = RankCase.with("guest");
        Answer answer = rankCase.maker(maker).patch(rankCase.peer(), given);
        if (answer.status() != 200) {
            rankCase.expectUntouched();
        }
        return outcome(answer);
    }

    private static String givenByApproval(String maker, Map<String, Object> given) {
        String room = createRoom(Map.of("privacy", "private", "enableRequestToJoin", true));
        Answer waiting = askToJoin(room);
        Answer answer = admin(room, maker).post(request(room, waiting) + "/approve", given);
        Answer look = bearerTicket(waiting).get(request(room, waiting));
        if (answer.status() == 200) {
            assertThat(look.text("role")).isEqualTo(given.get("role"));
        } else {
            assertThat(look.text("status")).isEqualTo("waiting");
        }
        return outcome(answer);
    }

    /** Who may turn whom away, or let whom in as less than he is: a host without the right to decide waits like anybody. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    maker       | host      | guest
                    key         | yes       | yes
                    host        | yes       | yes
                    coHost      | no        | yes
                    adminGuest  | no        | yes
                    customAdmin | no        | yes
                    guest       | forbidden | forbidden
                    """)
    void onSomebodyWhoWaits(String maker, String host, String guest) {
        for (String act : List.of("/deny", "/approve")) {
            Map<String, Object> body = act.equals("/deny") ? Map.of() : Map.of("role", "speaker");
            for (String waiter : List.of("host", "guest")) {
                String room = createRoom(Map.of());
                Client by = admin(room, maker);
                APP.put("/api/v1/room/" + room, Map.of("roomLocked", true));
                Answer waiting = enter(room, waiter.equals("host") ? "plainHost" : "guest", "waiter");
                assertThat(waiting.status()).isEqualTo(202);

                String outcome = outcome(by.post(request(room, waiting) + act, body));

                assertThat(outcome)
                        .as("%s on a %s: %s", maker, waiter, act)
                        .isEqualTo(waiter.equals("host") ? host : guest);
                assertThat(bearerTicket(waiting)
                                .get(request(room, waiting))
                                .text("status")
                                .equals("waiting"))
                        .isEqualTo(!outcome.equals("yes"));
            }
        }
    }

    /** Whose ban (across) who lifts. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    maker       | key       | host      | coHost    | adminGuest | customAdmin
                    key         | yes       | yes       | yes       | yes        | yes
                    host        | yes       | yes       | yes       | yes        | yes
                    coHost      | no        | no        | yes       | yes        | yes
                    adminGuest  | no        | no        | no        | yes        | yes
                    customAdmin | no        | no        | no        | yes        | yes
                    guest       | forbidden | forbidden | forbidden | forbidden  | forbidden
                    """)
    void whoseBanIsLifted(String maker, String key, String host, String coHost, String adminGuest, String customAdmin) {
        List<String> banners = List.of("key", "host", "coHost", "adminGuest", "customAdmin");
        List<String> expected = List.of(key, host, coHost, adminGuest, customAdmin);
        for (int i = 0; i < banners.size(); i++) {
            String room = createRoom(Map.of());
            String ban = "/api/v1/room/" + room + "/bans/target";
            assertThat(admin(room, banners.get(i)).put(ban, Map.of()).status()).isEqualTo(200);

            String outcome = outcome(admin(room, maker).delete(ban));

            assertThat(outcome)
                    .as("%s lifts the ban of %s", maker, banners.get(i))
                    .isEqualTo(expected.get(i));
            assertThat(enter(room, "guest", "target").status()).isEqualTo(outcome.equals("yes") ? 201 : 403);
        }
    }

    /** Whom (across) the ban of somebody keeps out. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    maker       | host   | coHost | adminGuest | customAdmin | guest
                    key         | banned | banned | banned     | banned      | banned
                    host        | banned | banned | banned     | banned      | banned
                    coHost      | in     | banned | banned     | banned      | banned
                    adminGuest  | in     | in     | banned     | banned      | banned
                    customAdmin | in     | in     | banned     | banned      | banned
                    """)
    void whomABanBinds(String maker, String host, String coHost, String adminGuest, String customAdmin, String guest) {
        String room = createRoom(Map.of());
        assertThat(admin(room, maker)
                        .put("/api/v1/room/" + room + "/bans/target", Map.of())
                        .status())
                .isEqualTo(200);
        List<String> expected = List.of(host, coHost, adminGuest, customAdmin, guest);
        for (int i = 0; i < TARGETS.size(); i++) {
            String token = token(room, TARGETS.get(i), "target");
            Answer entry = ANYONE.post("/api/v1/join/dev/" + room, Map.of("accessToken", token));
            Answer check = ANYONE.post("/api/v1/token/validate", Map.of("token", token));
            for (Answer answer : List.of(entry, check)) {
                assertThat(answer.status() < 300 ? "in" : answer.code())
                        .as("a ban of %s and %s", maker, TARGETS.get(i))
                        .isEqualTo(expected.get(i));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"coHost", "adminGuest"})
    void aBanOfSomebodyBelowDoesNotTakeThePlaceOfAHosts(String below) {
        String room = createRoom(Map.of());
        String bans = "/api/v1/room/" + room + "/bans";
        assertThat(admin(room, "host").put(bans + "/target", Map.of()).status()).isEqualTo(200);
        Client by = admin(room, below);
        assertThat(by.put(bans + "/target", Map.of()).status()).isEqualTo(200);
        assertThat(APP.get(bans).list("bans"))
                .singleElement()
                .satisfies(ban -> assertThat(ban).containsEntry("rank", "host"));
        assertThat(by.delete(bans + "/target").code()).isEqualTo(REFUSED);
        assertThat(enter(room, "host", "target").code()).isEqualTo("banned");
    }

    @Test
    void aHostsBanTakesThePlaceOfOneBelow() {
        String room = createRoom(Map.of());
        String bans = "/api/v1/room/" + room + "/bans";
        for (String who : List.of("adminGuest", "coHost", "host")) {
            assertThat(admin(room, who).put(bans + "/target", Map.of()).status())
                    .isEqualTo(200);
            assertThat(APP.get(bans).list("bans"))
                    .singleElement()
                    .satisfies(ban -> assertThat(ban).containsEntry("rank", who.equals("adminGuest") ? "admin" : who));
        }
    }

    @Test
    void whoIsLetInAsMoreThanHisTokenSaysIsBoundAsThat() {
        String room = createRoom(Map.of());
        Client host = admin(room, "host");
        Client below = admin(room, "adminGuest");
        APP.put("/api/v1/room/" + room, Map.of("roomLocked", true));
        Answer asGuest = enter(room, "guest", "target");
        Answer asCoHost = enter(room, "guest", "target");
        assertThat(host.post(request(room, asGuest) + "/approve", Map.of()).status())
                .isEqualTo(200);
        assertThat(host.post(request(room, asCoHost) + "/approve", Map.of("role", "coHost"))
                        .status())
                .isEqualTo(200);

        assertThat(below.put("/api/v1/room/" + room + "/bans/target", Map.of()).status())
                .isEqualTo(200);

        assertThat(bearerTicket(asGuest).get(request(room, asGuest)).code()).isEqualTo("banned");
        assertThat(bearerTicket(asCoHost).get(request(room, asCoHost)).text("role"))
                .isEqualTo("coHost");
    }

    @Test
    void whoeverIsInsideTwiceIsBannedOnlyByOneWhoIsBelowNeither() {
        String room = createRoom(Map.of());
        Answer asGuest = join(room, "guest", "target");
        Answer asHost = join(room, "host", "target");
        Client coHost = admin(room, "coHost");

        assertThat(coHost.put("/api/v1/room/" + room + "/bans/target", Map.of()).code())
                .isEqualTo(REFUSED);
        assertThat(coHost.post(
                                "/api/v1/room/" + room + "/peers/" + asGuest.text("participantSessionId") + "/eject",
                                Map.of("ban", true))
                        .code())
                .isEqualTo(REFUSED);

        for (Answer inside : List.of(asGuest, asHost)) {
            assertThat(bearer(inside)
                            .post("/api/v1/session/heartbeat", Map.of())
                            .status())
                    .isEqualTo(200);
        }
        assertThat(APP.get("/api/v1/room/" + room + "/bans").list("bans")).isEmpty();
    }

    private static String outcome(Answer answer) {
        if (answer.status() == 200) {
            return "yes";
        }
        assertThat(answer.status()).isEqualTo(403);
        return answer.code().equals(REFUSED) ? "no" : answer.code();
    }

    private static String createRoom(Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("roomName", "room-" + ROOMS.incrementAndGet());
        assertThat(APP.post("/api/v1/room", all).status()).isEqualTo(200);
        return String.valueOf(all.get("roomName"));
    }

    private static String token(String room, String as, String user) {
        Map<String, Object> all = new HashMap<>(PEOPLE.get(as));
        all.put("roomName", room);
        all.put("externalUserId", user);
        all.put("metadata", "as it was");
        return APP.post("/api/v1/token", all).text("token");
    }

    private static Answer enter(String room, String as, String user) {
        return ANYONE.post("/api/v1/join/dev/" + room, Map.of("accessToken", token(room, as, user)));
    }

    private static Answer join(String room, String as, String user) {
        Answer in = enter(room, as, user);
        assertThat(in.status()).isEqualTo(201);
        return in;
    }

    /** Somebody who acts in the room, from inside or by the app's key. */
    private static Client admin(String room, String who) {
        return who.equals("key") ? APP : bearer(join(room, who, "by-" + who));
    }

    private static Answer askToJoin(String room) {
        return ANYONE.post("/api/v1/join/dev/" + room, Map.of("name", "Sam"));
    }

    private static String request(String room, Answer waiting) {
        return "/api/v1/join/dev/" + room + "/" + waiting.text("requestId");
    }

    private static Client bearer(Answer inside) {
        return ANYONE.withBearer(inside.text("sessionToken"));
    }

    private static Client bearerTicket(Answer waiting) {
        return ANYONE.withBearer(waiting.text("ticket"));
    }
}
