package dev.latchkey.aws;

import dev.latchkey.live.ConnectionPost;
import dev.latchkey.retry.Futures;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.IntStream;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;

/** The live connections of a WebSocket API of API Gateway. Each message is a call of its own, so many are made at once. */
public final class ApiGatewayConnectionPost implements ConnectionPost {
    /** More would wait for each other, in a function with one processor. */
    private static final int AT_ONCE = 16;

    private final ApiGatewayManagementApiClient api;

    public ApiGatewayConnectionPost(ApiGatewayManagementApiClient api) {
        this.api = api;
    }

    @Override
    public Set<String> send(Map<String, String> texts) {
        Queue<Map.Entry<String, String>> left = new ConcurrentLinkedQueue<>(texts.entrySet());
        Set<String> gone = ConcurrentHashMap.newKeySet();
        List<CompletableFuture<Void>> beside = IntStream.range(1, Math.min(AT_ONCE, left.size()))
                .mapToObj(sender -> Futures.start(() -> sendAll(left, gone)))
                .toList();
        sendAll(left, gone);
        beside.forEach(Futures::await);
        return gone;
    }

    private void sendAll(Queue<Map.Entry<String, String>> left, Set<String> gone) {
        Map.Entry<String, String> next = left.poll();
        while (next != null) {
            if (!isTaken(next.getKey(), SdkBytes.fromUtf8String(next.getValue()))) {
                gone.add(next.getKey());
            }
            next = left.poll();
        }
    }

    private boolean isTaken(String connection, SdkBytes text) {
        try {
            Retries.call(() ->
                    api.postToConnection(post -> post.connectionId(connection).data(text)));
            return true;
        } catch (GoneException e) {
            return false;
        }
    }

    @Override
    public void end(String connection) {
        try {
            Retries.call(() -> api.deleteConnection(delete -> delete.connectionId(connection)));
        } catch (GoneException e) {
            // It has ended by itself.
        }
    }
}
