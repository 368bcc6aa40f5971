package dev.latchkey.local.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import dev.latchkey.local.Silence;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class LiveSocketTest {
    private final List<String> invoked = new ArrayList<>();
    private final LiveConnections connections = new LiveConnections();
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final LiveSocket socket = new LiveSocket("c1", api(), Runnable::run, channel);

    LiveSocketTest() {
        channel.pipeline().addLast(socket);
        connections.add("c1", socket);
    }

    private LiveApi api() {
        Map<String, LambdaFunction> functions = new HashMap<>();
        for (String route : List.of("$connect", "$default", "$disconnect")) {
            functions.put(
                    route,
                    new LambdaFunction(
                            route,
                            (event, answer, context) -> {
                                invoked.add(route);
                                answer.write("{}".getBytes(StandardCharsets.UTF_8));
                            },
                            Duration.ofSeconds(10)));
        }
        return new LiveApi(functions, connections, Duration.ofMinutes(10), Silence.LOGGER, Clock.systemUTC());
    }

    private List<String> sent() {
        channel.runPendingTasks();
        List<String> sent = new ArrayList<>();
        for (Object frame = channel.readOutbound(); frame != null; frame = channel.readOutbound()) {
            sent.add(
                    frame instanceof TextWebSocketFrame text
                            ? text.text()
                            : "close " + ((CloseWebSocketFrame) frame).statusCode());
        }
        return sent;
    }

    /** As when its client has stopped reading and a mebibyte is on its way. */
    private void isFull() {
        channel.unsafe().outboundBuffer().setUserDefinedWritability(1, false);
    }

    @Test
    void whatIsSentReachesTheClient() {
        assertThat(connections.send(Map.of("c1", "hello"))).isEmpty();
        assertThat(sent()).containsExactly("hello");
    }

    @Test
    void whoDoesNotReadIsToldSoAndEnded() {
        isFull();
        connections.send(Map.of("c1", "hello"));
        List<String> sent = sent();
        assertThat(sent).hasSize(2).last().isEqualTo("close 1008");
        assertThat(Json.readObject(sent.get(0))).containsEntry("type", "error").containsEntry("code", "too_slow");
        channel.writeInbound(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
        assertThat(invoked).containsExactly("$disconnect");
        assertThat(connections.send(Map.of("c1", "hello"))).containsExactly("c1");
    }

    @Test
    void whoIsSilentForTooLongIsToldSoAndEnded() {
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);
        List<String> sent = sent();
        assertThat(sent).hasSize(2).last().isEqualTo("close 1008");
        assertThat(Json.readObject(sent.get(0))).containsEntry("code", "idle");
    }

    @Test
    void whoIsBeingEndedIsHeardNoMoreAndMayReadOnUntilHeSaysGoodbye() {
        socket.end();
        assertThat(sent()).containsExactly("close 1000");
        channel.writeInbound(new TextWebSocketFrame("hello"));
        connections.send(Map.of("c1", "hello"));
        assertThat(sent()).isEmpty();
        assertThat(channel.isOpen()).isTrue();
        channel.writeInbound(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
        assertThat(sent()).isEmpty();
        assertThat(channel.isOpen()).isFalse();
        assertThat(invoked).containsExactly("$disconnect");
    }

    @Test
    void whoSaysGoodbyeIsAnsweredSo() {
        channel.writeInbound(new CloseWebSocketFrame(WebSocketCloseStatus.NORMAL_CLOSURE));
        assertThat(sent()).containsExactly("close 1000");
        assertThat(invoked).containsExactly("$disconnect");
    }

    @Test
    void whoHasVanishedIsGivenUpThoughNothingReachesHim() {
        channel.freezeTime();
        channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void write(ChannelHandlerContext context, Object frame, ChannelPromise sent) {
                ReferenceCountUtil.release(frame); // and it is never sent
            }
        });
        channel.pipeline().fireUserEventTriggered(IdleStateEvent.READER_IDLE_STATE_EVENT);
        channel.advanceTimeBy(9_999, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(invoked).isEmpty();
        channel.advanceTimeBy(1, TimeUnit.MILLISECONDS);
        channel.runScheduledPendingTasks();
        assertThat(invoked).containsExactly("$disconnect");
        assertThat(connections.send(Map.of("c1", "hello"))).containsExactly("c1");
    }

    @Test
    void aConnectionThatIsCutIsForgottenAndTheFunctionToldOnce() {
        channel.close();
        channel.runPendingTasks();
        assertThat(connections.send(Map.of("c1", "hello"))).containsExactly("c1");
        assertThat(invoked).containsExactly("$disconnect");
    }
}
