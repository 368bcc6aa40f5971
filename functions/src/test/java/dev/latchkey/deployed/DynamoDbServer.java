package dev.latchkey.deployed;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** DynamoDB Local as a server of this process, for functions in processes of their own. Keeps all in memory, in one region. */
public final class DynamoDbServer implements AutoCloseable {
    private final URI endpoint;
    private final DynamoDBProxyServer server;

    private DynamoDbServer(URI endpoint, DynamoDBProxyServer server) {
        this.endpoint = endpoint;
        this.server = server;
    }

    public static DynamoDbServer start() throws Exception {
        String port = String.valueOf(freePort());
        DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
                new String[] {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", port});
        server.start();
        return new DynamoDbServer(URI.create("http://127.0.0.1:" + port), server);
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        }
    }

    public URI endpoint() {
        return endpoint;
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) { // which is all that it declares
            throw new IllegalStateException(e);
        }
    }
}
