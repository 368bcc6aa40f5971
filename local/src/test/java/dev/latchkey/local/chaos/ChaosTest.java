package dev.latchkey.local.chaos;

import java.net.ServerSocket;
import java.net.URI;
import java.util.Random;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.dynamodb.services.local.main.ServerRunner;
import software.amazon.dynamodb.services.local.server.DynamoDBProxyServer;

/**
 * An hour of rooms, at random, while publisher, deadline worker, dispatcher and sender of webhooks die at random steps and AWS fails
 * them and the API at random. What is told in the end, each event once, is what a publisher tells that nothing ever fails; nobody
 * was inside for longer than he might; no place is lost; each webhook was delivered or given up. {@code -Dchaos.seeds=200} tries
 * as many seeds, {@code -Dchaos.first=17} begins with that one.
 */
class ChaosTest {
    private static @Nullable DynamoDBProxyServer dynamoDb;
    private static URI address = URI.create("http://127.0.0.1");

    @BeforeAll
    static void startDynamoDb() throws Exception {
        int port;
        try (ServerSocket probe = new ServerSocket(0)) {
            port = probe.getLocalPort();
        }
        address = URI.create("http://127.0.0.1:" + port);
        dynamoDb = ServerRunner.createServerFromCommandLineArgs(
                new String[] {"-inMemory", "-sharedDb", "-disableTelemetry", "-port", String.valueOf(port)});
        dynamoDb.start();
    }

    @AfterAll
    static void stopDynamoDb() throws Exception {
        dynamoDb.stop();
    }

    static IntStream seeds() {
        int first = Integer.getInteger("chaos.first", 1);
        return IntStream.range(first, first + Integer.getInteger("chaos.seeds", 2));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whateverFailsAllIsToldMetAndDelivered(int seed) {
        try (ChaosRun run = new ChaosRun(new Random(seed), address)) {
            run.passTheHour();
            run.calm();
            run.requireEveryEvent();
            run.requireTrueHistory();
            run.requireEveryPlace();
            run.requireEveryWebhook();
            run.requireAStorm();
        }
    }
}
