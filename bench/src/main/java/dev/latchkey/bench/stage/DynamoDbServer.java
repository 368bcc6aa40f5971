package dev.latchkey.bench.stage;

import dev.latchkey.bench.Project;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/** DynamoDB Local as a server in this process, with the table of template.yaml in memory. */
public final class DynamoDbServer implements AutoCloseable {
    public static final String TABLE = "Latchkey";

    private final DynamoDBProxyServer server;
    private final URI address;

    private DynamoDbServer(DynamoDBProxyServer server, URI address) {
        this.server = server;
        this.address = address;
    }

    public static DynamoDbServer start() {
        PrintStream tables = System.out;
        // It introduces itself, in the midst of what is printed.
        System.setOut(System.err);
        try {
            int port = freePort();
            DynamoDBProxyServer server = ServerRunner.createServerFromCommandLineArgs(
                    new String[] {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", String.valueOf(port)});
            server.start();
            DynamoDbServer started = new DynamoDbServer(server, URI.create("http://127.0.0.1:" + port));
            try (DynamoDbClient client = started.client(List.of())) {
                client.createTable(Project.template().table().creation(TABLE));
            }
            return started;
        } catch (Exception e) {
            throw new IllegalStateException("DynamoDB Local does not start", e);
        } finally {
            System.setOut(tables);
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    public URI address() {
        return address;
    }

    /** @param interceptors see every call */
    public DynamoDbClient client(List<ExecutionInterceptor> interceptors) {
        return DynamoDbClient.builder()
                .endpointOverride(address)
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> override.executionInterceptors(interceptors))
                .build();
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
