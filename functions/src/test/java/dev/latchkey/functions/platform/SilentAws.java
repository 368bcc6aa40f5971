package dev.latchkey.functions.platform;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import software.amazon.awssdk.utils.internal.SystemSettingUtilsTestBackdoor;

/** AWS on a day when no service answers. While it is open, what an {@link AwsPlatform} makes leads here. */
public final class SilentAws implements AutoCloseable {
    private final ServerSocket server;
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();

    private SilentAws(int backlog) throws IOException {
        server = new ServerSocket(0, backlog, InetAddress.getLoopbackAddress());
        String address = "http://127.0.0.1:" + server.getLocalPort();
        SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride("AWS_ENDPOINT_URL_DYNAMODB", address);
        SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride("AWS_ENDPOINT_URL_SECRETS_MANAGER", address);
        SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride("AWS_ACCESS_KEY_ID", "nobody");
        SystemSettingUtilsTestBackdoor.addEnvironmentVariableOverride("AWS_SECRET_ACCESS_KEY", "nothing");
    }

    /** Takes every connection, and a request on it, and says nothing. */
    public static SilentAws whichListens() {
        try {
            SilentAws aws = new SilentAws(200);
            Thread listener = new Thread(aws::listen, "silent-aws");
            listener.setDaemon(true);
            listener.start();
            return aws;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void listen() {
        try {
            while (true) {
                sockets.add(server.accept());
            }
        } catch (IOException e) {
            // It is closed.
        }
    }

    /** Takes no connection: whoever connects waits. */
    public static SilentAws whichIsNotThere() {
        try {
            SilentAws aws = new SilentAws(1);
            aws.fillItsQueue();
            return aws;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void fillItsQueue() throws IOException {
        for (int i = 0; i < 20; i++) {
            Socket socket = new Socket();
            sockets.add(socket);
            try {
                socket.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()), 200);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
        throw new IllegalStateException("this system takes connections that nobody accepts");
    }

    public AwsPlatform platform(Clock clock) {
        return new AwsPlatform(
                Map.of(
                        "AWS_REGION", "eu-west-1",
                        "TABLE_NAME", "Silent",
                        "SIGNING_KEYS_SECRET_ID", "Silent",
                        "MEDIA_SECRETS_PREFIX", "silent/media/"),
                clock);
    }

    @Override
    public void close() {
        SystemSettingUtilsTestBackdoor.clearEnvironmentVariableOverrides();
        try {
            for (Socket socket : sockets) {
                socket.close();
            }
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
