package dev.latchkey.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever comes over the wire is answered with a 4xx problem, and the next caller is served. */
class AbuseTest {
    private static final int MEGABYTE = 1024 * 1024;

    private static final ToyGateway GATEWAY = waiting(Duration.ofSeconds(30));

    /** For who is waited for in vain: whatever else comes has all the time that it needs. */
    private static final ToyGateway IMPATIENT = waiting(Duration.ofSeconds(2));

    private static ToyGateway waiting(Duration patience) {
        return new ToyGateway()
                .with("GET", "/fine", ToyGateway.answering("{\"statusCode\":200,\"body\":\"fine\"}"))
                .with("POST", "/echo", ToyGateway.ECHO)
                .waiting(patience)
                .start();
    }

    @AfterEach
    void theServiceGoesOn() {
        assertThat(GATEWAY.client().get("/fine").body()).isEqualTo("fine");
    }

    @AfterAll
    static void stop() {
        GATEWAY.close();
        IMPATIENT.close();
    }

    @Test
    void headerOfTenMegabytes() throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            client.send("GET /fine HTTP/1.1\r\nHost: x\r\nX-Long: ")
                    .flood(10 * MEGABYTE)
                    .send("\r\n\r\n");

            assertProblem(client.rest(), 431, "headers_too_large");
        }
    }

    @Test
    void urlOfTenMegabytes() throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            client.send("GET /").flood(10 * MEGABYTE).send(" HTTP/1.1\r\nHost: x\r\n\r\n");

            assertProblem(client.rest(), 414, "payload_too_large");
        }
    }

    @Test
    void manyHeaders() throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            client.send("GET /fine HTTP/1.1\r\nHost: x\r\n" + "X-A: b\r\n".repeat(5000) + "\r\n");

            assertProblem(client.rest(), 431, "headers_too_large");
        }
    }

    @Test
    void bodyOfTenMegabytesIsRefusedBeforeItIsRead() throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: " + 10 * MEGABYTE + "\r\n\r\n");
            String head = client.until("\r\n\r\n");
            client.flood(10 * MEGABYTE);

            assertProblem(head + client.rest(), 413, "payload_too_large");
        }
    }

    @Test
    void bodyOfUnknownLengthIsRefusedOnceItIsTooLong() throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nA00000\r\n")
                    .flood(10 * MEGABYTE);

            assertProblem(client.rest(), 413, "payload_too_large");
        }
    }

    @Test
    void bodyOfOneMegabyteReachesTheFunction() throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Length: " + MEGABYTE
                            + "\r\n\r\n")
                    .flood(MEGABYTE);

            assertThat(client.rest()).startsWith("HTTP/1.1 200 OK");
        }
    }

    @Test
    void clientThatAsksFirstIsToldNotToSend() throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 99999999\r\n\r\n");

            assertProblem(client.rest(), 413, "payload_too_large");
        }
    }

    @Test
    void clientThatAsksFirstIsToldToSend() throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 2\r\n"
                    + "Connection: close\r\n\r\n");
            assertThat(client.until("\r\n\r\n")).startsWith("HTTP/1.1 100 Continue");

            assertThat(client.send("{}").rest()).startsWith("HTTP/1.1 200 OK");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/a%00b", "/../fine", "/fine/../fine", "/%2e%2e/fine", "/%zz", "/%", "/%ff", "*", "/\u00ff"})
    void impossibleUrl(String url) throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            client.send("GET " + url + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

            assertProblem(client.rest(), 400, "malformed_request");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HELLO\r\n\r\n",
                "GET\r\n\r\n",
                "GET /fine\r\n\r\n",
                "GET /fine FTP/1.1\r\n\r\n",
                "\u0016\u0003\u0001\u0002\u0000\u0001\r\n\r\n",
                "GET /fine HTTP/1.1\r\nHost: x\r\nno colon\r\n\r\n",
                "GET /fine HTTP/1.1\r\nHost: x\r\nA\u0000B: c\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: -5\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: many\r\n\r\n",
                "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n{}}",
                "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n{}"
            })
    void whatIsNotHttp(String bytes) throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            assertProblem(client.send(bytes).rest(), 400, "malformed_request");
        }
    }

    @Test
    void requestsInOneBreathAreAnsweredInTheirOrder() throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            String post = "POST /echo?n=%d HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n\r\n{}";
            client.send(post.formatted(1)
                    + post.formatted(2)
                    + "GET /fine HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            String answers = client.rest();

            assertThat(answers.indexOf("n=1")).isPositive().isLessThan(answers.indexOf("n=2"));
            assertThat(answers.indexOf("n=2")).isLessThan(answers.indexOf("fine"));
        }
    }

    @Test
    void headThatDripsInIsNotWaitedForForever() throws IOException {
        List<RawSocket> clients = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            clients.add(new RawSocket(IMPATIENT.port()).send("GET /fine HTTP/1.1\r\nX-A"));
        }
        assertThat(IMPATIENT.client().get("/fine").body()).isEqualTo("fine");
        for (RawSocket client : clients) {
            assertThat(client.rest()).isEmpty();
            client.close();
        }
    }

    @Test
    void bodyThatDripsInIsNotWaitedForForever() throws IOException {
        try (RawSocket client = new RawSocket(IMPATIENT.port())) {
            client.send("POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 100\r\n\r\n{");

            assertProblem(client.rest(), 408, "malformed_request");
        }
    }

    private static void assertProblem(String answer, int status, String code) {
        assertThat(answer)
                .startsWith("HTTP/1.1 " + status + " ")
                .contains("content-type: application/problem+json")
                .contains("\"code\":\"" + code + "\"");
    }
}
