package dev.latchkey.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Where one request ends and the next begins is never a matter of opinion (RFC 9112): what could be read in two ways is
 * refused, and nothing more is read on that connection. Each refused head differs from an accepted one in one thing.
 */
class FramingTest {
    private static final AtomicInteger CALLS = new AtomicInteger();

    private static final ToyGateway GATEWAY = new ToyGateway()
            .with("POST", "/echo", (event, answer, context) -> {
                CALLS.incrementAndGet();
                event.transferTo(answer);
            })
            .with("GET", "/smuggled", (event, answer, context) -> {
                CALLS.incrementAndGet();
                answer.write('1');
            })
            .waiting(Duration.ofSeconds(5))
            .start();

    /** What a smuggler hides behind a body that one server sees and another does not. */
    private static final String SMUGGLED = "GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n";

    @BeforeEach
    void nobodyHasCalled() {
        CALLS.set(0);
    }

    @AfterAll
    static void stop() {
        GATEWAY.close();
    }

    static Stream<Arguments> accepted() {
        return Stream.of(
                arguments("a length", "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\n", "{}"),
                arguments("no body at all", "POST /echo HTTP/1.1\r\nHost: x\r\n", ""),
                arguments(
                        "chunks",
                        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n",
                        "2\r\n{}\r\n0\r\n\r\n"),
                arguments(
                        "chunks in capitals",
                        "POST /echo HTTP/1.1\r\nHost: x\r\nTRANSFER-ENCODING: Chunked \r\n",
                        "0\r\n\r\n"),
                arguments("one host", "POST /echo HTTP/1.1\r\nHost: localhost:3000\r\n", ""),
                arguments("an IPv4 address", "POST /echo HTTP/1.1\r\nHost: 127.0.0.1:65535\r\n", ""),
                arguments("an IPv6 address", "POST /echo HTTP/1.1\r\nHost: [::1]:3000\r\n", ""),
                arguments("HTTP/1.0 needs no host", "POST /echo HTTP/1.0\r\nContent-Length: 2\r\n", "{}"),
                arguments("the server named twice", "POST http://x/echo HTTP/1.1\r\nHost: x\r\n", ""),
                arguments("a header on one line", "POST /echo HTTP/1.1\r\nHost: x\r\nX-A: b c\r\n", ""));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void requestThatCanBeReadInOneWayIsServed(String name, String head, String body) throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            client.send(head + "Connection: close\r\n\r\n" + body);

            assertThat(client.rest()).startsWith("HTTP/1.1 200 OK");
            assertThat(CALLS).hasValue(1);
        }
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                // Transfer-Encoding: RFC 9112 sections 6.1 and 6.3.
                arguments("an unknown coding", 501, "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\n"),
                arguments(
                        "a coding that means nothing",
                        501,
                        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: identity\r\n"),
                arguments("almost chunked", 501, "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: xchunked\r\n"),
                arguments(
                        "chunked in quotes",
                        501,
                        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: \"chunked\"\r\n"),
                arguments("no coding", 501, "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n"),
                arguments(
                        "a coding under the chunks",
                        501,
                        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip, chunked\r\n"),
                arguments(
                        "a coding under the chunks, on two lines",
                        501,
                        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n"),
                arguments(
                        "chunks in chunks",
                        501,
                        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, chunked\r\n"),
                arguments(
                        "chunks that do not come last",
                        400,
                        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked, gzip\r\n"),
                arguments("chunks in HTTP/1.0", 400, "POST /echo HTTP/1.0\r\nTransfer-Encoding: chunked\r\n"),
                arguments(
                        "chunks and a length",
                        400,
                        "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n"),
                arguments(
                        "a length and an unknown coding",
                        400,
                        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nTransfer-Encoding: gzip\r\n"),
                // Content-Length: section 6.3.
                arguments(
                        "two lengths",
                        400,
                        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 40\r\n"),
                arguments(
                        "two lengths on one line", 400, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2, 40\r\n"),
                arguments(
                        "the same length twice",
                        400,
                        "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 2\r\n"),
                arguments("a length with a sign", 400, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: +2\r\n"),
                arguments("a length in hex", 400, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length: 0x2\r\n"),
                arguments("an empty length", 400, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length:\r\n"),
                // Host: section 3.2.
                arguments("no host", 400, "POST /echo HTTP/1.1\r\n"),
                arguments("two hosts", 400, "POST /echo HTTP/1.1\r\nHost: x\r\nHost: y\r\n"),
                arguments("the same host twice", 400, "POST /echo HTTP/1.1\r\nHost: x\r\nHost: x\r\n"),
                arguments("two hosts in HTTP/1.0", 400, "POST /echo HTTP/1.0\r\nHost: x\r\nHost: y\r\n"),
                arguments("an empty host", 400, "POST /echo HTTP/1.1\r\nHost:\r\n"),
                arguments("two hosts on one line", 400, "POST /echo HTTP/1.1\r\nHost: x, y\r\n"),
                arguments("a host with a path", 400, "POST /echo HTTP/1.1\r\nHost: x/y\r\n"),
                arguments("a host with a user", 400, "POST /echo HTTP/1.1\r\nHost: me@x\r\n"),
                arguments("a host with a scheme", 400, "POST /echo HTTP/1.1\r\nHost: http://x\r\n"),
                arguments("a port that is no number", 400, "POST /echo HTTP/1.1\r\nHost: x:http\r\n"),
                arguments("a port beyond the last", 400, "POST /echo HTTP/1.1\r\nHost: x:65536\r\n"),
                arguments("half an IPv6 address", 400, "POST /echo HTTP/1.1\r\nHost: [::1\r\n"),
                // The request line: section 3.
                arguments("HTTP/2.0", 400, "POST /echo HTTP/2.0\r\nHost: x\r\n"),
                arguments("HTTP/1.2", 400, "POST /echo HTTP/1.2\r\nHost: x\r\n"),
                arguments("HTTP/0.9", 400, "POST /echo HTTP/0.9\r\nHost: x\r\n"),
                arguments("HTTP/3", 400, "POST /echo HTTP/3\r\nHost: x\r\n"),
                arguments("a version in small letters", 400, "POST /echo http/1.1\r\nHost: x\r\n"),
                arguments("another protocol", 400, "POST /echo HTCPCP/1.1\r\nHost: x\r\n"),
                arguments("a fourth word", 400, "POST /echo HTTP/1.1 x\r\nHost: x\r\n"),
                // Lines: sections 2.2, 5.1 and 5.2.
                arguments("a folded header", 400, "POST /echo HTTP/1.1\r\nHost: x\r\nX-A: b\r\n c\r\n"),
                arguments("a header folded by a tab", 400, "POST /echo HTTP/1.1\r\nHost: x\r\nX-A: b\r\n\tc\r\n"),
                arguments(
                        "a folded coding", 400, "POST /echo HTTP/1.1\r\nHost: x\r\nTransfer-Encoding:\r\n chunked\r\n"),
                arguments("a folded empty line", 400, "POST /echo HTTP/1.1\r\nHost: x\r\nX-A: b\r\n \r\n"),
                arguments("a first header that is folded", 400, "POST /echo HTTP/1.1\r\n Host: x\r\n"),
                arguments("space before the colon", 400, "POST /echo HTTP/1.1\r\nHost: x\r\nContent-Length : 2\r\n"),
                arguments("a line that ends with LF alone", 400, "POST /echo HTTP/1.1\nHost: x\r\n"),
                arguments("a header that ends with LF alone", 400, "POST /echo HTTP/1.1\r\nHost: x\nX-A: b\r\n"),
                arguments("a CR alone", 400, "POST /echo HTTP/1.1\r\nHost: x\rX-A: b\r\n"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void requestThatCanBeReadInTwoWaysIsTheLastOfItsConnection(String name, int status, String head)
            throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            client.send(head + "\r\n" + SMUGGLED);

            assertRefused(client.rest(), status);
        }
    }

    /** However the bytes are cut on their way. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void requestThatDripsInIsRefusedAlike(String name, int status, String head) throws IOException {
        try (RawSocket client = new RawSocket(GATEWAY.port())) {
            client.drip(head + "\r\n" + SMUGGLED);

            assertRefused(client.rest(), status);
        }
    }

    private static void assertRefused(String answers, int status) {
        assertThat(answers)
                .startsWith("HTTP/1.1 " + status + " ")
                .containsIgnoringCase("connection: close")
                .contains("\"code\":\"malformed_request\"")
                .containsOnlyOnce("HTTP/1.1 ");
        assertThat(CALLS).hasValue(0);
    }
}
