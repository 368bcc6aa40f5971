package dev.latchkey.local.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.locks.LockSupport;

/** A client that says what no HTTP library would. */
final class RawSocket implements AutoCloseable {
    private final Socket socket;

    RawSocket(int port) throws IOException {
        socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(20_000);
    }

    RawSocket send(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        return this;
    }

    /** A byte at a time, each in a packet of its own, until the other side has heard enough. */
    RawSocket drip(String text) throws IOException {
        socket.setTcpNoDelay(true);
        for (int i = 0; i < text.length() && socket.getInputStream().available() == 0; i++) {
            send(text.substring(i, i + 1));
            LockSupport.parkNanos(200_000);
        }
        return this;
    }

    /** As many letters, for as long as the other side takes them. */
    RawSocket flood(int bytes) throws IOException {
        byte[] chunk = new byte[16 * 1024];
        Arrays.fill(chunk, (byte) 'a');
        OutputStream out = socket.getOutputStream();
        for (int sent = 0; sent < bytes; sent += chunk.length) {
            out.write(chunk);
        }
        out.flush();
        return this;
    }

    /** Everything until the other side closes. */
    String rest() throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    /** The next bytes that come, up to and with this text. */
    String until(String end) throws IOException {
        InputStream in = socket.getInputStream();
        StringBuilder read = new StringBuilder();
        while (read.indexOf(end) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new IOException("closed after " + read);
            }
            read.append((char) next);
        }
        return read.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
