package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Signing in to the dashboard as a browser does it: over HTTP, with the cookie that the answer set. */
class DashboardSessionTest {
    private static LocalServer server;

    @BeforeAll
    static void start() {
        server = LocalServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void keyIsExchangedForACookieThatDoesWhatTheKeyDoesUntilItsOwnerSignsOut() {
        ApiAnswer signedIn = server.anyone().withBearer(server.apiKey()).post("/api/v1/dashboard/sessions");
        assertThat(signedIn.status()).isEqualTo(201);
        ApiClient page = browser(signedIn).with("Latchkey-Dashboard", "1");

        assertThat(page.get("/api/v1/dashboard/session").object("session")).isEqualTo(signedIn.object("session"));
        assertThat(page.post("/api/v1/room", Map.of("roomName", "made-by-hand")).status())
                .isEqualTo(200);
        assertThat(page.get("/api/v1/join/dev/made-by-hand").status()).isEqualTo(200);
        assertThat(page.get("/api/v1/room/made-by-hand/peers").status()).isEqualTo(200);
        assertThat(page.get("/api/v1/webhooks").status()).isEqualTo(200);

        ApiAnswer out = page.delete("/api/v1/dashboard/session");
        assertThat(out.status()).isEqualTo(200);
        assertThat(out.header("set-cookie")).startsWith("__Host-latchkey=;").endsWith("; Max-Age=0");
        assertThat(page.get("/api/v1/rooms").problem()).isEqualTo("dashboard_session_over");
        assertThat(page.delete("/api/v1/dashboard/session").status()).isEqualTo(200);
        assertThat(String.join("\n", server.log()))
                .doesNotContain(server.apiKey())
                .doesNotContain(cookie(signedIn));
    }

    @Test
    void joinPageOfTheSameOriginSendsTheCookieAlongAndActsForNobody() {
        ApiClient page = browser(server.app().post("/api/v1/dashboard/sessions"));
        server.app().post("/api/v1/room", Map.of("roomName", "open-house"));

        assertThat(page.get("/api/v1/rooms").problem()).isEqualTo("unauthenticated");
        assertThat(page.get("/api/v1/dashboard/session").problem()).isEqualTo("dashboard_session_over");
        ApiAnswer inside = page.post("/api/v1/join/dev/open-house", Map.of("name", "Ada"));
        assertThat(inside.status()).isEqualTo(201);
        assertThat(page.with("Latchkey-Dashboard", "1")
                        .withBearer(inside.text("sessionToken"))
                        .get("/api/v1/room/open-house/bans")
                        .problem())
                .isEqualTo("forbidden");
    }

    @Test
    void revokedKeyEndsItsSessionAtOnce() {
        String key = made("{\"action\":\"create-key\",\"app\":\"dev\"}", "apiKey");
        ApiAnswer signedIn = server.anyone().withBearer(key).post("/api/v1/dashboard/sessions");
        ApiClient page = browser(signedIn).with("Latchkey-Dashboard", "1");
        assertThat(page.get("/api/v1/rooms").status()).isEqualTo(200);
        server.operator("{\"action\":\"revoke-key\",\"app\":\"dev\",\"keyId\":\""
                + signedIn.object("session").get("apiKeyId") + "\"}");
        assertThat(page.get("/api/v1/rooms").problem()).isEqualTo("dashboard_session_over");
    }

    private static String made(String payload, String member) {
        return server.operator(payload).replaceAll(".*\"" + member + "\":\"([^\"]+)\".*", "$1");
    }

    /** Sends from now on what the answer set. */
    private static ApiClient browser(ApiAnswer signedIn) {
        return server.anyone().with("cookie", "theme=dark; __Host-latchkey=" + cookie(signedIn));
    }

    private static String cookie(ApiAnswer signedIn) {
        List<String> set = signedIn.headers().get("set-cookie");
        assertThat(set).hasSize(1);
        return set.get(0).replaceAll("__Host-latchkey=([^;]+);.*", "$1");
    }
}
