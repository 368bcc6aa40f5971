package dev.latchkey.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.outbound.CallResult.Fault;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whom a call talks to: who has a certificate of the name in the address, from somebody who is trusted, and nobody else. */
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();

    /** The lines of requests that got through. */
    private static final BlockingQueue<String> REQUESTS = new LinkedBlockingQueue<>();

    private static SSLContext context;
    private static SSLServerSocket server;

    /** With a certificate that it has signed itself. */
    @BeforeAll
    static void serve(@TempDir Path folder) throws Exception {
        context = context(keysOf("hooks.example", folder));
        server = (SSLServerSocket)
                context.getServerSocketFactory().createServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(TlsTest::accept, "tls-receiver");
        thread.setDaemon(true);
        thread.start();
    }

    @AfterAll
    static void stop() throws IOException {
        server.close();
    }

    private static KeyStore keysOf(String name, Path folder) throws Exception {
        Path file = folder.resolve("keys.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "receiver",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=" + name,
                        "-ext",
                        "san=dns:" + name,
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        file.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("keytool.log").toFile())
                .start();
        assertThat(keytool.waitFor())
                .as(Files.readString(folder.resolve("keytool.log")))
                .isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            keys.load(in, PASSWORD);
        }
        return keys;
    }

    /** Shows that certificate, and trusts it. */
    private static SSLContext context(KeyStore keys) throws Exception {
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("receiver", keys.getCertificate("receiver"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(trusted);
        KeyManagerFactory shown = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        shown.init(keys, PASSWORD);
        SSLContext made = SSLContext.getInstance("TLS");
        made.init(shown.getKeyManagers(), trust.getTrustManagers(), null);
        return made;
    }

    private static void accept() {
        while (!server.isClosed()) {
            try (SSLSocket connection = (SSLSocket) server.accept()) {
                BufferedReader request = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.US_ASCII));
                String line = request.readLine();
                if (line != null) {
                    REQUESTS.add(line);
                }
                connection
                        .getOutputStream()
                        .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // The other side did not like what it was shown.
            }
        }
    }

    private static CallResult call(String name, SSLSocketFactory trusting) {
        HttpPost post = new HttpPost(
                AddressRules.INTERNET_AND_THIS_MACHINE,
                host -> List.of(InetAddress.getLoopbackAddress()),
                trusting,
                Duration.ofSeconds(30));
        return post.post(URI.create("https://" + name + ":" + server.getLocalPort() + "/hook"), Map.of(), "{}");
    }

    @Test
    void whoeverHasACertificateOfTheNameIsCalled() throws Exception {
        assertThat(call("hooks.example", context.getSocketFactory()).status()).isEqualTo(204);
        assertThat(REQUESTS.take()).isEqualTo("POST /hook HTTP/1.1");
    }

    @Test
    void whoeverHasOneOfAnotherNameIsToldNothing() {
        CallResult result = call("other.example", context.getSocketFactory());
        assertThat(result.fault()).isEqualTo(Fault.TLS_FAILED);
        assertThat(result.status()).isZero();
        assertThat(REQUESTS).isEmpty();
    }

    @Test
    void whoeverIsNotTrustedIsToldNothing() {
        CallResult result = call("hooks.example", (SSLSocketFactory) SSLSocketFactory.getDefault());
        assertThat(result.fault()).isEqualTo(Fault.TLS_FAILED);
        assertThat(REQUESTS).isEmpty();
    }
}
