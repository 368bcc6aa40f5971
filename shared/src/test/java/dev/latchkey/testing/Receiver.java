package dev.latchkey.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A server on this machine that gets webhooks, and does with each connection what it is told to. */
public final class Receiver implements AutoCloseable {
    private final ServerSocket server;
    private final Behaviour behaviour;
    private final BlockingQueue<Received> received = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);

    /** What is done once a request has been read. */
    public interface Behaviour {
        void answer(Socket connection, Received request, CountDownLatch closed) throws Exception;
    }

    /**
     * A request.
     *
     * @param headers by lower-case name
     */
    public record Received(String line, Map<String, String> headers, String body) {}

    private Receiver(ServerSocket server, Behaviour behaviour) {
        this.server = server;
        this.behaviour = behaviour;
    }

    public static Receiver that(Behaviour behaviour) {
        try {
            Receiver receiver = new Receiver(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()), behaviour);
            start(receiver::accept);
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One that answers with that status line and nothing else. */
    public static Receiver answering(String status) {
        return that((connection, request, closed) ->
                write(connection, "HTTP/1.1 " + status + "\r\ncontent-length: 0\r\n\r\n"));
    }

    /** One that never answers. */
    public static Receiver hanging() {
        return that((connection, request, closed) -> closed.await());
    }

    public static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        connection.getOutputStream().flush();
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port() + "/hook?a=b";
    }

    /** The next request that it got; null when none has come within a minute. */
    public @Nullable Received next() {
        try {
            return received.poll(60, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    /** How many requests nobody has asked for. */
    public int waiting() {
        return received.size();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket connection = server.accept();
                start(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            Received request = read(connection);
            received.add(request);
            behaviour.answer(connection, request, closed);
        } catch (Exception e) {
            // The other side has gone.
        }
    }

    private static Received read(Socket connection) throws IOException {
        BufferedReader reader =
                new BufferedReader(new InputStreamReader(connection.getInputStream(), StandardCharsets.ISO_8859_1));
        String line = reader.readLine();
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = reader.readLine(); header != null && !header.isEmpty(); header = reader.readLine()) {
            int colon = header.indexOf(':');
            headers.put(
                    header.substring(0, colon).toLowerCase(Locale.ROOT),
                    header.substring(colon + 1).trim());
        }
        char[] body = new char[Integer.parseInt(headers.getOrDefault("content-length", "0"))];
        int read = 0;
        while (read < body.length) {
            read += reader.read(body, read, body.length - read);
        }
        return new Received(
                line,
                headers,
                new String(new String(body).getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "receiver");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed.countDown();
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
