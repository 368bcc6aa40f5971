package dev.latchkey.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.outbound.CallResult.Fault;
import dev.latchkey.testing.Receiver;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpPostTest {
    /** For calls that last as long as they may. */
    private static final Duration SHORT = Duration.ofMillis(800);

    /** For those that end by themselves, on a busy machine too. */
    private static final Duration LONG = Duration.ofMinutes(1);

    private final List<String> resolved = new ArrayList<>();

    private HttpPost post(AddressRules rules, Resolver resolver, Duration longest) {
        return new HttpPost(
                rules,
                host -> {
                    resolved.add(host);
                    return resolver.resolve(host);
                },
                (SSLSocketFactory) SSLSocketFactory.getDefault(),
                longest);
    }

    private CallResult call(Receiver receiver) {
        return call(receiver.url(), LONG);
    }

    private CallResult call(String url, Duration longest) {
        AddressRules rules = AddressRules.INTERNET_AND_THIS_MACHINE;
        return post(rules, Resolver.SYSTEM, longest)
                .post(rules.parse(url).orElseThrow(), Map.of("webhook-id", "evt_1"), "{\"name\":\"ü\"}");
    }

    @Test
    void postsJsonWithItsHeaders() {
        try (Receiver receiver = Receiver.answering("204 No Content")) {
            CallResult result = call(receiver);
            assertThat(result.status()).isEqualTo(204);
            assertThat(result.isSuccess()).isTrue();
            assertThat(result.took()).isPositive();

            Receiver.Received request = receiver.next();
            assertThat(request.line()).isEqualTo("POST /hook?a=b HTTP/1.1");
            assertThat(request.body()).isEqualTo("{\"name\":\"ü\"}");
            assertThat(request.headers())
                    .isEqualTo(Map.of(
                            "host",
                            "127.0.0.1:" + receiver.port(),
                            "connection",
                            "close",
                            "user-agent",
                            "Latchkey",
                            "accept-encoding",
                            "identity",
                            "content-type",
                            "application/json",
                            "content-length",
                            "13",
                            "webhook-id",
                            "evt_1"));
        }
    }

    @ParameterizedTest
    @CsvSource({"199, false", "200, true", "299, true", "300, false", "410, false", "500, false"})
    void successIsTwoHundredAndSomething(int status, boolean success) {
        assertThat(new CallResult(status, null, Duration.ZERO).isSuccess()).isEqualTo(success);
    }

    @Test
    void anAnswerThatIsOnItsWayIsWaitedFor() {
        try (Receiver receiver = Receiver.that((connection, request, closed) -> Receiver.write(
                connection,
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early\r\nlink: a\r\n\r\nHTTP/1.1 200 OK\r\n\r\n"))) {
            assertThat(call(receiver).status()).isEqualTo(200);
        }
    }

    @Test
    void redirectsAreNotFollowed() {
        try (Receiver target = Receiver.answering("200 OK");
                Receiver receiver = Receiver.that((connection, request, closed) -> Receiver.write(
                        connection, "HTTP/1.1 307 Elsewhere\r\nlocation: " + target.url() + "\r\n\r\n"))) {
            assertThat(call(receiver).status()).isEqualTo(307);
            assertThat(target.waiting()).isZero();
        }
    }

    @Test
    void whoeverHangsIsLeftAfterTheTime() {
        try (Receiver receiver = Receiver.hanging()) {
            assertThat(call(receiver.url(), SHORT).fault()).isEqualTo(Fault.TIMED_OUT);
        }
    }

    @Test
    void whoeverDripsIsLeftAfterTheTimeToo() {
        try (Receiver receiver = Receiver.that((connection, request, closed) -> {
            for (char next : "HTTP/1.1 200 a very long reason ...".toCharArray()) {
                Receiver.write(connection, String.valueOf(next));
                closed.await(100, TimeUnit.MILLISECONDS);
            }
        })) {
            assertThat(call(receiver.url(), SHORT).fault()).isEqualTo(Fault.TIMED_OUT);
        }
    }

    @Test
    void aNameThatIsLookedUpForEverIsLeftAfterTheTime() {
        AddressRules rules = AddressRules.INTERNET;
        HttpPost slow = post(
                rules,
                host -> {
                    try {
                        Thread.sleep(Long.MAX_VALUE);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return List.of();
                },
                SHORT);
        assertThat(slow.post(URI.create("https://example.com/"), Map.of(), "{}").fault())
                .isEqualTo(Fault.TIMED_OUT);
    }

    @Test
    void whoeverHangsUpHasFailed() {
        try (Receiver receiver = Receiver.that((connection, request, closed) -> {
            connection.setSoLinger(true, 0); // with a reset
            connection.close();
        })) {
            assertThat(call(receiver).fault()).isEqualTo(Fault.CONNECTION_FAILED);
        }
        try (Receiver receiver = Receiver.that((connection, request, closed) -> {})) {
            assertThat(call(receiver).fault()).isEqualTo(Fault.CONNECTION_FAILED);
        }
    }

    @Test
    void whereNobodyListensACallHasFailed() throws IOException {
        // A port that is taken by somebody who does not listen, so that nobody else can meanwhile.
        try (Socket deaf = new Socket()) {
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            assertThat(call("http://127.0.0.1:" + deaf.getLocalPort() + "/", LONG)
                            .fault())
                    .isEqualTo(Fault.CONNECTION_FAILED);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"SSH-2.0-OpenSSH_9\r\n", "HTTP/2 200\r\n", "HTTP/1.1 2000 OK\r\n", "\r\n", "HTTP/1.1 200"})
    void whatIsNoHttpIsNoAnswer(String answer) {
        try (Receiver receiver = Receiver.that((connection, request, closed) -> Receiver.write(connection, answer))) {
            assertThat(call(receiver).fault()).isEqualTo(Fault.NOT_HTTP);
        }
    }

    @Test
    void ofTenMegabytesNothingIsRead() {
        List<Integer> written = new ArrayList<>();
        try (Receiver receiver = Receiver.that((connection, request, closed) -> {
            connection.setSendBufferSize(8192);
            Receiver.write(connection, "HTTP/1.1 200 OK\r\ncontent-length: 10000000\r\n\r\n");
            OutputStream out = connection.getOutputStream();
            for (int i = 0; i < 10_000; i++) {
                out.write(new byte[1000]);
                written.add(i);
            }
        })) {
            assertThat(call(receiver).status()).isEqualTo(200);
        }
        assertThat(written).hasSizeLessThan(10_000);
    }

    @Test
    void aHeadWithoutEndIsNoAnswer() {
        try (Receiver receiver = Receiver.that((connection, request, closed) ->
                Receiver.write(connection, "HTTP/1.1 100 Continue\r\nx: " + "y".repeat(5000)))) {
            assertThat(call(receiver).fault()).isEqualTo(Fault.NOT_HTTP);
        }
    }

    @Test
    void aNameWithoutAnAddressIsNotFound() {
        HttpPost post = post(
                AddressRules.INTERNET,
                host -> {
                    throw new UnknownHostException(host);
                },
                LONG);
        assertThat(post.post(URI.create("https://nobody.example/"), Map.of(), "{}")
                        .fault())
                .isEqualTo(Fault.NAME_NOT_FOUND);
    }

    @Test
    void aNameThatStandsForWhatIsInsideIsNotCalled() throws UnknownHostException {
        try (Receiver receiver = Receiver.answering("200 OK")) {
            List<InetAddress> inside =
                    List.of(InetAddress.getByName("127.0.0.1"), InetAddress.getByName("169.254.169.254"));
            HttpPost post = post(AddressRules.INTERNET, host -> inside, LONG);
            CallResult result =
                    post.post(URI.create("https://innocent.example:" + receiver.port() + "/"), Map.of(), "{}");
            assertThat(result.fault()).isEqualTo(Fault.ADDRESS_NOT_ALLOWED);
            assertThat(receiver.waiting()).isZero();
        }
    }

    @Test
    void addressesWithinTheUrlAreCheckedToo() {
        for (String inside : List.of("127.0.0.1", "[::1]", "[::ffff:169.254.169.254]", "2130706433", "0x7f000001")) {
            HttpPost post = post(AddressRules.INTERNET, Resolver.SYSTEM, LONG);
            Fault fault = AddressRules.INTERNET
                    .parse("https://" + inside + ":1/")
                    .map(address -> post.post(address, Map.of(), "{}").fault())
                    .orElse(Fault.ADDRESS_NOT_ALLOWED);
            assertThat(fault).describedAs(inside).isIn(Fault.ADDRESS_NOT_ALLOWED, Fault.NAME_NOT_FOUND);
        }
    }

    /** A name that is looked up twice can stand for something harmless first and for something else then. */
    @Test
    void theAddressThatWasCheckedIsTheOneThatIsConnectedTo() {
        try (Receiver receiver = Receiver.answering("200 OK")) {
            AddressRules rules = AddressRules.INTERNET_AND_THIS_MACHINE;
            HttpPost post = post(
                    rules,
                    host -> List.of(InetAddress.getByName(resolved.size() == 1 ? "127.0.0.1" : "169.254.169.254")),
                    LONG);
            URI address = URI.create("http://rebinding.example:" + receiver.port() + "/");

            assertThat(post.post(address, Map.of(), "{}").status()).isEqualTo(200);
            assertThat(resolved).containsExactly("rebinding.example");
            assertThat(receiver.next().headers()).containsEntry("host", "rebinding.example:" + receiver.port());

            assertThat(post.post(address, Map.of(), "{}").fault()).isEqualTo(Fault.ADDRESS_NOT_ALLOWED);
            assertThat(receiver.waiting()).isZero();
        }
    }

    @Test
    void ofSeveralAddressesTheFirstThatAnswersIsTaken() throws Exception {
        try (Receiver receiver = Receiver.answering("200 OK")) {
            List<InetAddress> several = List.of(
                    InetAddress.getByName("10.0.0.1"),
                    InetAddress.getByName("127.0.0.9"),
                    InetAddress.getByName("127.0.0.1"));
            HttpPost post = post(AddressRules.INTERNET_AND_THIS_MACHINE, host -> several, LONG);
            URI address = URI.create("http://many.example:" + receiver.port() + "/");
            assertThat(post.post(address, Map.of(), "{}").status()).isEqualTo(200);
        }
    }

    @Test
    void httpsWithoutTlsHasFailed() {
        try (Receiver plain = Receiver.answering("200 OK")) {
            CallResult result = call("https://127.0.0.1:" + plain.port() + "/", Duration.ofSeconds(5));
            assertThat(result.fault()).isIn(Fault.TLS_FAILED, Fault.CONNECTION_FAILED, Fault.TIMED_OUT);
            assertThat(result.status()).isZero();
        }
    }

    @Test
    void aCallHasAStatusOrAFault() {
        assertThatThrownBy(() -> new CallResult(0, null, Duration.ZERO)).isInstanceOf(IllegalArgumentException.class);
    }
}
