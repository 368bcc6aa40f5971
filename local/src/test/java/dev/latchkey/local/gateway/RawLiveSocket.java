package dev.latchkey.local.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A live connection that does nothing of its own accord: it reads when it is asked, and answers neither pings nor goodbyes. */
public final class RawLiveSocket implements AutoCloseable {
    private static final int FINAL = 0x80;
    private static final int MASKED = 0x80;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;

    private final Socket socket;
    private final DataInputStream in;

    private RawLiveSocket(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
    }

    /** Opens one that offers nothing. */
    static RawLiveSocket open(int port) throws IOException {
        return open(port, "");
    }

    /** @param protocols what it offers, as its header says it */
    public static RawLiveSocket open(int port, String protocols) throws IOException {
        Socket socket = new Socket("127.0.0.1", port);
        socket.setSoTimeout(60_000);
        RawLiveSocket opened = new RawLiveSocket(socket);
        opened.send("GET /live HTTP/1.1\r\nHost: localhost\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                + (protocols.isEmpty() ? "" : "Sec-WebSocket-Protocol: " + protocols + "\r\n")
                + "\r\n");
        opened.readHead();
        return opened;
    }

    private void readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        if (!head.toString().startsWith("HTTP/1.1 101 ")) {
            throw new IOException(head.toString());
        }
    }

    /** Sends these letters as bytes, whatever they are. */
    void send(String bytes) throws IOException {
        socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    }

    void say(String text) throws IOException {
        sayAll(List.of(text));
    }

    /** Says all that at once. */
    void sayAll(List<String> texts) throws IOException {
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        for (String text : texts) {
            byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
            frames.write(FINAL | TEXT);
            if (bytes.length < 126) {
                frames.write(MASKED | bytes.length);
            } else {
                frames.write(MASKED | 127);
                for (int shift = 56; shift >= 0; shift -= 8) {
                    frames.write((int) ((long) bytes.length >>> shift));
                }
            }
            frames.write(new byte[4]); // the mask that changes nothing
            frames.write(bytes);
        }
        socket.getOutputStream().write(frames.toByteArray());
    }

    /** The next message. */
    public String text() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        int length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = (int) in.readLong();
        }
        byte[] bytes = in.readNBytes(length);
        return opcode == CLOSE
                ? "close " + ((bytes[0] & 0xff) << 8 | bytes[1] & 0xff)
                : new String(bytes, StandardCharsets.UTF_8);
    }

    /** All messages until the goodbye, and that. */
    public List<String> rest() throws IOException {
        List<String> rest = new ArrayList<>();
        do {
            rest.add(text());
        } while (!rest.get(rest.size() - 1).startsWith("close "));
        return rest;
    }

    /** Sends no more, and says so. */
    void hangUp() throws IOException {
        socket.shutdownOutput();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
