package dev.latchkey.outbound;

import dev.latchkey.outbound.CallResult.Fault;
import dev.latchkey.outbound.HttpPost.CallFailedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * One call: looks the name up, checks, connects to what was checked, asks, and reads the answer.
 *
 * @param <T> what is read of the answer
 */
final class PinnedCall<T> implements Callable<T> {
    private static final int CONNECT_MILLIS = 5_000;

    /** How many of a name's addresses are tried. */
    private static final int MOST_ADDRESSES = 3;

    private final AddressRules rules;
    private final Resolver resolver;
    private final SSLSocketFactory tls;
    private final URI address;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Reader<T> reader;

    private @Nullable Socket open;
    private boolean abandoned;

    PinnedCall(
            AddressRules rules,
            Resolver resolver,
            SSLSocketFactory tls,
            URI address,
            Map<String, String> headers,
            String json,
            Reader<T> reader) {
        this.rules = rules;
        this.resolver = resolver;
        this.tls = tls;
        this.address = address;
        this.headers = headers;
        this.body = json.getBytes(StandardCharsets.UTF_8);
        this.reader = reader;
    }

    @Override
    public T call() throws CallFailedException {
        try (Socket plain = connect(allowed())) {
            Socket socket = AddressRules.isHttps(address) ? secured(plain) : plain;
            socket.getOutputStream().write(request());
            socket.getOutputStream().flush();
            InputStream answer = new BufferedInputStream(socket.getInputStream(), AnswerHead.MOST_BYTES);
            return reader.read(answer);
        } catch (SSLException e) {
            throw new CallFailedException(Fault.TLS_FAILED);
        } catch (IOException e) {
            throw new CallFailedException(Fault.CONNECTION_FAILED);
        }
    }

    private List<InetAddress> allowed() throws CallFailedException {
        List<InetAddress> all;
        try {
            all = resolver.resolve(AddressRules.withoutBrackets(address));
        } catch (UnknownHostException e) {
            throw new CallFailedException(Fault.NAME_NOT_FOUND);
        }
        List<InetAddress> allowed = all.stream()
                .filter(one -> rules.allow(address, one))
                .limit(MOST_ADDRESSES)
                .toList();
        if (allowed.isEmpty()) {
            throw new CallFailedException(Fault.ADDRESS_NOT_ALLOWED);
        }
        return allowed;
    }

    private Socket connect(List<InetAddress> addresses) throws IOException {
        IOException last = new IOException("no address");
        for (InetAddress one : addresses) {
            Socket socket = new Socket(Proxy.NO_PROXY);
            keep(socket);
            try {
                socket.connect(new InetSocketAddress(one, port()), CONNECT_MILLIS);
                return socket;
            } catch (IOException e) {
                socket.close();
                last = e;
            }
        }
        throw last;
    }

    /** The certificate has to be valid for the name, whatever address the connection goes to. */
    private Socket secured(Socket plain) throws IOException {
        SSLSocket socket = (SSLSocket) tls.createSocket(plain, AddressRules.withoutBrackets(address), port(), true);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.startHandshake();
        return socket;
    }

    private byte[] request() {
        String path = address.getRawPath().isEmpty() ? "/" : address.getRawPath();
        String query = address.getRawQuery() == null ? "" : "?" + address.getRawQuery();
        StringBuilder head = new StringBuilder("POST " + path + query + " HTTP/1.1\r\n");
        line(head, "Host", address.getPort() < 0 ? address.getHost() : address.getHost() + ":" + address.getPort());
        line(head, "Connection", "close");
        line(head, "User-Agent", "Latchkey");
        line(head, "Accept-Encoding", "identity");
        line(head, "Content-Type", "application/json");
        line(head, "Content-Length", Integer.toString(body.length));
        headers.forEach((name, value) -> line(head, name, value));
        byte[] start = head.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII);
        byte[] request = new byte[start.length + body.length];
        System.arraycopy(start, 0, request, 0, start.length);
        System.arraycopy(body, 0, request, start.length, body.length);
        return request;
    }

    private static void line(StringBuilder head, String name, String value) {
        head.append(name).append(": ").append(value).append("\r\n");
    }

    private int port() {
        if (address.getPort() >= 0) {
            return address.getPort();
        }
        return AddressRules.isHttps(address) ? 443 : 80;
    }

    private synchronized void keep(Socket socket) throws IOException {
        if (abandoned) {
            socket.close();
            throw new IOException("abandoned");
        }
        open = socket;
    }

    /** Ends the call, wherever it is. */
    synchronized void abandon() {
        abandoned = true;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                // It is gone either way.
            }
        }
    }

    /** Reads as much of an answer as is wanted. */
    interface Reader<T> {
        T read(InputStream answer) throws IOException, CallFailedException;
    }
}
