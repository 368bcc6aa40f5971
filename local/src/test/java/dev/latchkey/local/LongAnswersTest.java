package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** However much is kept of a hundred people, an answer is no longer than 64 KiB, and nobody is missing from the pages of a list. */
class LongAnswersTest {
    private static final int MOST_BYTES = 64 * 1024;
    private static final int PEOPLE = 100;

    /** A hundred characters of four bytes each. */
    private static final String LONGEST_NAME = "\uD83D\uDE00".repeat(100);

    private static LocalServer server;
    private static String meeting;

    @BeforeAll
    static void fill() {
        server = LocalServer.start();
        server.app().post("/api/v1/room", Map.of("roomName", "large", "metadata", "x".repeat(5000)));
        for (int i = 0; i < PEOPLE; i++) {
            meeting = join(Map.of("metadata", "x".repeat(5000))).text("meetingSessionId");
        }
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void anAdmissionListsWhomItHasRoomFor() {
        ApiAnswer admission = join(Map.of("metadata", "x".repeat(5000)));

        assertThat(admission.status()).isEqualTo(201);
        assertThat(bytes(admission)).isLessThan(MOST_BYTES);
        assertThat((long) admission.json().get("onlineCount")).isEqualTo(PEOPLE);
        assertThat(admission.list("onlineParticipants")).hasSizeGreaterThan(50);
    }

    @Test
    void listsAreCutIntoPages() {
        for (String list : List.of("peers", "sessions/" + meeting + "/participants")) {
            String name = list.substring(list.lastIndexOf('/') + 1);
            List<String> seen = new ArrayList<>();
            String cursor = "";
            do {
                ApiAnswer page = server.app().get("/api/v1/room/large/" + list + "?limit=100" + cursor);
                assertThat(bytes(page)).isLessThan(MOST_BYTES);
                page.list(name).forEach(entry -> seen.add(String.valueOf(((Map<?, ?>) entry).get("peerId"))));
                Object next = page.json().get("nextCursor");
                cursor = next == null ? "" : "&cursor=" + next;
            } while (!cursor.isEmpty());

            assertThat(seen).as(name).hasSizeGreaterThanOrEqualTo(PEOPLE).doesNotHaveDuplicates();
        }
    }

    @Test
    void whoWaitsIsCutIntoPages() {
        server.app()
                .post("/api/v1/room", Map.of("roomName", "queue", "privacy", "private", "enableRequestToJoin", true));
        for (int i = 0; i < 200; i++) {
            server.anyone().post("/api/v1/join/dev/queue", Map.of("name", LONGEST_NAME));
        }
        assertThat(pages("/api/v1/join/dev/queue", "requests", "requestId"))
                .hasSize(200)
                .doesNotHaveDuplicates()
                .isSorted();
    }

    @Test
    void bansAreCutIntoPages() {
        String longest = "u".repeat(120);
        for (int i = 0; i < 350; i++) {
            server.app().put("/api/v1/room/large/bans/" + longest + i, Map.of());
        }
        assertThat(pages("/api/v1/room/large/bans", "bans", "externalUserId"))
                .hasSize(350)
                .doesNotHaveDuplicates();
    }

    /** One member of the entries of all pages, of which there must be more than one. */
    private static List<String> pages(String path, String list, String member) {
        List<String> seen = new ArrayList<>();
        int pages = 0;
        String cursor = "";
        do {
            ApiAnswer page = server.app().get(path + cursor);
            assertThat(bytes(page)).isLessThan(MOST_BYTES);
            page.list(list).forEach(entry -> seen.add(String.valueOf(((Map<?, ?>) entry).get(member))));
            Object next = page.json().get("nextCursor");
            cursor = next == null ? "" : "?cursor=" + next;
            pages++;
        } while (!cursor.isEmpty());
        assertThat(pages).isGreaterThan(1);
        return seen;
    }

    private static int bytes(ApiAnswer answer) {
        return answer.body().getBytes(StandardCharsets.UTF_8).length;
    }

    private static ApiAnswer join(Map<String, Object> fields) {
        Map<String, Object> all = new HashMap<>(fields);
        all.put("roomName", "large");
        all.put("name", LONGEST_NAME);
        String token = server.app().post("/api/v1/token", all).text("token");
        return server.anyone().post("/api/v1/join/dev/large", Map.of("accessToken", token));
    }
}
