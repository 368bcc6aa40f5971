package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.latchkey.local.gateway.Gateway;
import dev.latchkey.local.gateway.GatewayServer;
import dev.latchkey.template.CorsRules;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagesTest {
    private static final LambdaLogger SILENT = new LambdaLogger() {
        @Override
        public void log(String message) {}

        @Override
        public void log(byte[] message) {}
    };

    private final HttpClient http = HttpClient.newHttpClient();

    @Test
    void joinPageIsTheSameForEveryRoomAndLoadsNothingFromElsewhere() throws Exception {
        try (GatewayServer server = serverFor(List.of())) {
            HttpResponse<String> page = get(server, "/join/dev/team-sync");
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.headers().firstValue("content-type")).hasValue("text/html; charset=utf-8");
            assertThat(get(server, "/join/other/room").body()).isEqualTo(page.body());
            List<String> loaded = Pattern.compile("(?:src|href)=\"([^\"]+)\"")
                    .matcher(page.body())
                    .results()
                    .map(result -> result.group(1))
                    .toList();
            assertThat(loaded).hasSize(3).allSatisfy(address -> {
                assertThat(address).matches("/assets/[a-z]+-[A-Z0-9]{8}\\.(js|css|svg)");
                HttpResponse<String> asset = get(server, address);
                assertThat(asset.statusCode()).isEqualTo(200);
                assertThat(asset.headers().firstValue("cache-control")).hasValue("public, max-age=31536000, immutable");
                assertThat(asset.headers().firstValue("x-content-type-options")).hasValue("nosniff");
            });
        }
    }

    @Test
    void everyHeaderIsThatOfHeadersJson() throws Exception {
        try (GatewayServer server = serverFor(List.of())) {
            Map<String, List<String>> headers =
                    get(server, "/join/dev/hello").headers().map();
            assertThat(headers)
                    .containsOnlyKeys(
                            "cache-control",
                            "content-length",
                            "content-security-policy",
                            "content-type",
                            "cross-origin-opener-policy",
                            "permissions-policy",
                            "referrer-policy",
                            "strict-transport-security",
                            "x-content-type-options")
                    .containsEntry("referrer-policy", List.of("no-referrer"));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\" | 'self'",
                "http://localhost:5173 | 'self' http://localhost:5173",
                "https://a.example.com https://b.example.com | 'self' https://a.example.com https://b.example.com",
                "* | 'self' *",
            })
    void doorMayBeFramedByThePagesThatMayCallTheApi(String origins, String framers) throws Exception {
        String policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
                + "base-uri 'none'; form-action 'none'; frame-ancestors " + framers
                + "; require-trusted-types-for 'script'; trusted-types lit-html";
        try (GatewayServer server = serverFor(origins.isEmpty() ? List.of() : List.of(origins.split(" ")))) {
            assertThat(get(server, "/join/dev/hello").headers().allValues("content-security-policy"))
                    .containsExactly(policy);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/dashboard",
        "/dashboard/keys",
        "/dashboard/rooms/team-sync",
        "/dashboard/rooms/team-sync/sessions",
        "/dashboard/rooms/team-sync/sessions/01M81J18G0FTPVX1G9N9HDW1D3"
    })
    void dashboardIsOneDocumentThatNobodyFrames(String path) throws Exception {
        try (GatewayServer server = serverFor(List.of("*"))) {
            HttpResponse<String> page = get(server, path);
            assertThat(page.statusCode()).isEqualTo(200);
            assertThat(page.body()).contains("/assets/dashboard-");
            assertThat(page.headers().allValues("content-security-policy"))
                    .containsExactly("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                            + "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; "
                            + "require-trusted-types-for 'script'; trusted-types lit-html");
            assertThat(page.headers().firstValue("cache-control")).hasValue("no-cache");
            assertThat(page.headers().firstValue("cross-origin-opener-policy")).hasValue("same-origin");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "/dashboard/",
        "/dashboard/a/b/c/d/e",
        "/join/dev",
        "/join/dev/hello/",
        "/assets/join.js",
        "/assets/..%2Fheaders.json",
        "/headers.json"
    })
    void nothingElseIsAPage(String path) throws Exception {
        try (GatewayServer server = serverFor(List.of("*"))) {
            assertThat(get(server, path).statusCode()).isIn(400, 404);
        }
    }

    @Test
    void elementsAreForPagesOfOtherOrigins() throws Exception {
        try (GatewayServer server = serverFor(List.of())) {
            HttpResponse<String> elements = get(server, "/elements.js");
            assertThat(elements.body()).contains("latchkey-door");
            assertThat(elements.headers().firstValue("content-type")).hasValue("text/javascript; charset=utf-8");
            assertThat(elements.headers().firstValue("cross-origin-resource-policy"))
                    .hasValue("cross-origin");
        }
    }

    @Test
    void headSaysWhatGetWould() throws Exception {
        try (GatewayServer server = serverFor(List.of())) {
            HttpResponse<String> head = send(server, "HEAD", "/join/dev/hello");
            assertThat(head.body()).isEmpty();
            assertThat(head.headers()).isEqualTo(get(server, "/join/dev/hello").headers());
            assertThat(send(server, "POST", "/join/dev/hello").statusCode()).isEqualTo(404);
        }
    }

    private static GatewayServer serverFor(List<String> origins) throws IOException {
        Gateway gateway = new Gateway(Pages.endpoints(origins), CorsRules.NONE, SILENT, Clock.systemUTC());
        return GatewayServer.start(gateway, 0, Duration.ofSeconds(30));
    }

    private HttpResponse<String> get(GatewayServer server, String path) throws IOException, InterruptedException {
        return send(server, "GET", path);
    }

    private HttpResponse<String> send(GatewayServer server, String method, String path)
            throws IOException, InterruptedException {
        URI address = URI.create("http://localhost:" + server.port() + path);
        return http.send(
                HttpRequest.newBuilder(address)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }
}
