package dev.latchkey.local.gateway;

import dev.latchkey.json.Json;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketCloseStatus;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import io.netty.handler.timeout.IdleStateEvent;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/**
 * One live connection. Its messages are worked off one after the other; what a client can make this process hold is one of them,
 * and what it does not read up to a bound.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write that fails has closed the connection, and nobody waits for a close
final class LiveSocket extends SimpleChannelInboundHandler<WebSocketFrame> {
    /** What API Gateway takes as one message. */
    static final int MOST_MESSAGE_BYTES = 128 * 1024;

    /** How much may be on its way to a client that does not read. */
    static final int MOST_UNREAD_BYTES = 1024 * 1024;

    /** How long a client has to read why its connection ends. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final String id;
    private final LiveApi api;
    private final Executor workers;
    private final Channel channel;
    private boolean ending;

    LiveSocket(String id, LiveApi api, Executor workers, Channel channel) {
        this.id = id;
        this.api = api;
        this.workers = workers;
        this.channel = channel;
    }

    /** Sends, on any thread. A client that does not read what it is sent is told so, and ended. */
    void send(String text) {
        channel.eventLoop().execute(() -> {
            if (ending) {
                return;
            }
            if (channel.isWritable()) {
                channel.writeAndFlush(new TextWebSocketFrame(text));
            } else {
                fail("too_slow", "too much was sent that was not read");
            }
        });
    }

    /** Ends it, on any thread, after what was sent. */
    void end() {
        channel.eventLoop().execute(() -> end(WebSocketCloseStatus.NORMAL_CLOSURE));
    }

    private void end(WebSocketCloseStatus status) {
        if (!ending) {
            ending = true;
            channel.writeAndFlush(new CloseWebSocketFrame(status)).addListener(sent -> channel.close());
            channel.eventLoop().schedule(() -> channel.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void fail(String code, String why) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", "error");
        error.put("code", code);
        error.put("message", why);
        channel.writeAndFlush(new TextWebSocketFrame(Json.write(error)));
        end(WebSocketCloseStatus.POLICY_VIOLATION);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (ending) {
            return;
        }
        if (frame instanceof TextWebSocketFrame text) {
            receive(text.text(), false);
        } else if (frame instanceof BinaryWebSocketFrame binary) {
            receive(Base64.getEncoder().encodeToString(ByteBufUtil.getBytes(binary.content())), true);
        } else if (frame instanceof PingWebSocketFrame ping) {
            channel.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        } else if (frame instanceof CloseWebSocketFrame) {
            end(WebSocketCloseStatus.NORMAL_CLOSURE);
        }
    }

    private void receive(String body, boolean binary) {
        channel.config().setAutoRead(false);
        work(() -> {
            String answer = api.receive(id, body, binary);
            if (!answer.isEmpty()) {
                send(answer);
            }
            channel.config().setAutoRead(true);
        });
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            fail("idle", "nothing was heard for " + api.idle().toSeconds() + " seconds");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        api.connections().remove(id);
        work(() -> api.disconnect(id));
    }

    private void work(Work work) {
        try {
            workers.execute(() -> {
                try {
                    work.run();
                } catch (IOException | RuntimeException | Error e) {
                    // Whatever a function throws takes down its own call only; the client hears nothing, as at API
                    // Gateway.
                    channel.config().setAutoRead(true);
                }
            });
        } catch (RejectedExecutionException e) {
            channel.close();
        }
    }

    /** A client that goes away in the middle of a sentence is nothing to report. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof TooLongFrameException) {
            fail("payload_too_large", "a message has " + MOST_MESSAGE_BYTES + " bytes at most");
        } else {
            context.close();
        }
    }

    private interface Work {
        void run() throws IOException;
    }
}
