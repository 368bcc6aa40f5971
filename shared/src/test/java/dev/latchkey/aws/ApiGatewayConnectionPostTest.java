package dev.latchkey.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.apigatewaymanagementapi.ApiGatewayManagementApiClient;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.DeleteConnectionRequest;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.DeleteConnectionResponse;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.ForbiddenException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.GoneException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.LimitExceededException;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionRequest;
import software.amazon.awssdk.services.apigatewaymanagementapi.model.PostToConnectionResponse;

class ApiGatewayConnectionPostTest {
    /** API Gateway with connections of which some are gone. */
    private static class FakeApi implements ApiGatewayManagementApiClient {
        final Set<String> gone;
        final Map<String, String> taken = new ConcurrentHashMap<>();
        final Set<String> ended = new HashSet<>();

        FakeApi(String... gone) {
            this.gone = Set.of(gone);
        }

        @Override
        public PostToConnectionResponse postToConnection(PostToConnectionRequest request) {
            askFor(request.connectionId());
            taken.merge(request.connectionId(), request.data().asUtf8String(), String::concat);
            return PostToConnectionResponse.builder().build();
        }

        @Override
        public DeleteConnectionResponse deleteConnection(DeleteConnectionRequest request) {
            askFor(request.connectionId());
            ended.add(request.connectionId());
            return DeleteConnectionResponse.builder().build();
        }

        private void askFor(String connection) {
            if (gone.contains(connection)) {
                throw GoneException.builder().statusCode(410).build();
            }
        }

        @Override
        public String serviceName() {
            return "apigatewaymanagementapi";
        }

        @Override
        public void close() {}
    }

    private static Map<String, String> texts(int connections) {
        return IntStream.range(0, connections)
                .boxed()
                .collect(
                        Collectors.toMap(number -> "c" + number, number -> "für " + number, (a, b) -> a, TreeMap::new));
    }

    @Test
    void eachIsSentItsOwnTextOnce() {
        FakeApi api = new FakeApi();
        assertThat(new ApiGatewayConnectionPost(api).send(texts(100))).isEmpty();
        assertThat(api.taken).isEqualTo(texts(100));
    }

    @Test
    void whoIsGoneIsNamedAndKeepsNobodyFromHisMessage() {
        FakeApi api = new FakeApi("c3", "c40");
        assertThat(new ApiGatewayConnectionPost(api).send(texts(50))).containsExactlyInAnyOrder("c3", "c40");
        assertThat(api.taken).hasSize(48).doesNotContainKeys("c3", "c40");
    }

    @Test
    void nobodyIsNothingToSend() {
        assertThat(new ApiGatewayConnectionPost(new FakeApi()).send(Map.of())).isEmpty();
    }

    @Test
    void manyAreSentAtOnce() {
        CyclicBarrier sixteen = new CyclicBarrier(16);
        FakeApi api = new FakeApi() {
            @Override
            public PostToConnectionResponse postToConnection(PostToConnectionRequest request) {
                try {
                    sixteen.await(60, TimeUnit.SECONDS);
                } catch (Exception e) {
                    throw new IllegalStateException("not sixteen at once", e);
                }
                return super.postToConnection(request);
            }
        };
        new ApiGatewayConnectionPost(api).send(texts(32));
        assertThat(api.taken).hasSize(32);
    }

    @Test
    void whatIsThrottledIsSentAgain() {
        AtomicInteger calls = new AtomicInteger();
        FakeApi api = new FakeApi() {
            @Override
            public PostToConnectionResponse postToConnection(PostToConnectionRequest request) {
                if (calls.incrementAndGet() == 1) {
                    throw LimitExceededException.builder().statusCode(429).build();
                }
                return super.postToConnection(request);
            }
        };
        assertThat(new ApiGatewayConnectionPost(api).send(texts(1))).isEmpty();
        assertThat(calls).hasValue(2);
        assertThat(api.taken).isEqualTo(texts(1));
    }

    @Test
    void whatIsRefusedOtherwiseIsAFailureOfTheCall() {
        FakeApi api = new FakeApi() {
            @Override
            public PostToConnectionResponse postToConnection(PostToConnectionRequest request) {
                throw ForbiddenException.builder().statusCode(403).build();
            }
        };
        ApiGatewayConnectionPost post = new ApiGatewayConnectionPost(api);
        assertThatThrownBy(() -> post.send(texts(1))).isInstanceOf(ForbiddenException.class);
    }

    @Test
    void aConnectionIsEndedAndOneThatHasEndedIsNoFailure() {
        FakeApi api = new FakeApi("c1");
        ApiGatewayConnectionPost post = new ApiGatewayConnectionPost(api);
        List.of("c0", "c1").forEach(post::end);
        assertThat(api.ended).containsExactly("c0");
    }
}
