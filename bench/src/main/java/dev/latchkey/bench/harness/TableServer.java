package dev.latchkey.bench.harness;

import dev.latchkey.bench.Project;
import dev.latchkey.deployed.DynamoDbServer;
import java.io.PrintStream;
import java.net.URI;
import java.util.List;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.interceptor.ExecutionInterceptor;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB Local as a server in this process, with the table of template.yaml in memory. */
public final class TableServer implements AutoCloseable {
    public static final String TABLE = "Latchkey";

    private final DynamoDbServer server;

    private TableServer(DynamoDbServer server) {
        this.server = server;
    }

    public static TableServer start() {
        PrintStream tables = System.out;
        // It introduces itself, in the midst of what is printed.
        System.setOut(System.err);
        try {
            TableServer started = new TableServer(DynamoDbServer.start());
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

    public URI address() {
        return server.endpoint();
    }

    /** @param interceptors see every call */
    public DynamoDbClient client(List<ExecutionInterceptor> interceptors) {
        return DynamoDbClient.builder()
                .endpointOverride(server.endpoint())
                .region(Region.US_EAST_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("local", "local")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(override -> override.executionInterceptors(interceptors))
                .build();
    }

    @Override
    public void close() {
        server.close();
    }
}
