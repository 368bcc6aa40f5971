package dev.latchkey.deployed;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The Lambda Runtime API (version 2018-06-01) of one environment, on loopback: what a runtime client asks for events and gives
 * answers to. Plain sockets and one write per response, so that it adds next to nothing to what is timed through it.
 */
public final class RuntimeApi implements AutoCloseable {
    private static final String VERSION = "/2018-06-01/runtime/";

    /** What Lambda shows a function as its own name. */
    private static final String ARN = "arn:aws:lambda:us-east-1:123456789012:function:function";

    private static final String ACCEPTED = "HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n";

    private final ServerSocket server;
    private final Duration timeout;
    private final BlockingQueue<byte[]> events = new LinkedBlockingQueue<>();
    private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>();
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch restored = new CountDownLatch(1);
    private volatile long askedAt;
    private volatile long departedAt;

    /** @param timeout the longest that an event may take, which the function sees as its remaining time */
    public RuntimeApi(Duration timeout) {
        this.timeout = timeout;
        try {
            server = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        inBackground(this::accept);
    }

    /** What belongs into {@code AWS_LAMBDA_RUNTIME_API}. */
    public String address() {
        return "127.0.0.1:" + server.getLocalPort();
    }

    /**
     * Hands over an event and waits for its end, at most the timeout and what the start takes. May be called before the process
     * is there: then the event waits for it.
     */
    public Reply invoke(String event) {
        events.add(event.getBytes(StandardCharsets.UTF_8));
        try {
            Reply reply = replies.poll(timeout.plusSeconds(60).toMillis(), TimeUnit.MILLISECONDS);
            if (reply == null) {
                throw new AssertionError("no answer within " + timeout + " and a minute to start");
            }
            return reply;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** {@link System#nanoTime} of the first request for an event: the init phase was over. 0 while it is not. */
    public long readyAtNanos() {
        return askedAt;
    }

    /** Waits until the init phase is over: the runtime client asks for its first event, or to be restored. */
    public boolean awaitReady(Duration atMost) throws InterruptedException {
        return asked.await(atMost.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Lets a client that waits for its snapshot to be restored go on, as if it had been taken and restored at once. */
    public void restore() {
        restored.countDown();
    }

    /** The process is gone: whoever waits for an answer need not. */
    void exited() {
        replies.add(new Reply(Reply.Ending.EXITED, "", null, 0));
    }

    @Override
    public void close() throws IOException {
        server.close();
    }

    private void accept() {
        try {
            while (true) {
                Socket connection = server.accept();
                inBackground(() -> serve(connection));
            }
        } catch (IOException e) {
            // closed
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            connection.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(connection.getInputStream());
            for (RuntimeCall call = RuntimeCall.read(in); call != null; call = RuntimeCall.read(in)) {
                answer(call, connection.getOutputStream());
            }
        } catch (IOException e) {
            // The client is gone, which its process's end tells.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void answer(RuntimeCall call, OutputStream out) throws IOException, InterruptedException {
        long now = System.nanoTime();
        String path = call.path();
        if (path.equals(VERSION + "invocation/next")) {
            ready(now);
            send(events.take(), out);
        } else if (path.equals(VERSION + "restore/next")) {
            ready(now);
            restored.await();
            out.write("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        } else {
            // First the client is told, so that it is free when its next event comes.
            out.write(ACCEPTED.getBytes(StandardCharsets.US_ASCII));
            replies.add(reply(call, now));
        }
    }

    private void ready(long now) {
        if (asked.getCount() > 0) {
            askedAt = now;
            asked.countDown();
        }
    }

    private void send(byte[] event, OutputStream out) throws IOException {
        long deadline = System.currentTimeMillis() + timeout.toMillis();
        // The client of Java breaks down without a content type.
        String head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + event.length
                + "\r\nLambda-Runtime-Aws-Request-Id: " + UUID.randomUUID()
                + "\r\nLambda-Runtime-Deadline-Ms: " + deadline
                + "\r\nLambda-Runtime-Invoked-Function-Arn: " + ARN
                + "\r\nLambda-Runtime-Trace-Id: Root=1-6b02c385-2945745461d288c60b2bef24;Parent=53995c3f42cd8ad8;Sampled=0"
                + "\r\n\r\n";
        byte[] start = head.getBytes(StandardCharsets.US_ASCII);
        byte[] whole = new byte[start.length + event.length];
        System.arraycopy(start, 0, whole, 0, start.length);
        System.arraycopy(event, 0, whole, start.length, event.length);
        departedAt = System.nanoTime();
        out.write(whole);
    }

    private Reply reply(RuntimeCall call, long now) {
        @Nullable String errorType = call.headers().get("lambda-runtime-function-error-type");
        if (call.path().endsWith("/response")) {
            return new Reply(Reply.Ending.ANSWERED, call.text(), null, now - departedAt);
        }
        if (call.path().startsWith(VERSION + "invocation/")) {
            return new Reply(Reply.Ending.FAILED, call.text(), errorType, now - departedAt);
        }
        return new Reply(Reply.Ending.NOT_INITIALISED, call.text(), errorType, 0);
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "runtime-api");
        thread.setDaemon(true);
        thread.start();
    }
}
