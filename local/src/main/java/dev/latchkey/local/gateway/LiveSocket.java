package dev.latchkey.local.gateway;

import dev.latchkey.json.Json;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.BinaryWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
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
import org.jspecify.annotations.Nullable;

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

    /** How long a client has to read why its connection ends: one that is cut off while it sends would never see it. */
    private static final Duration LINGER = Duration.ofSeconds(10);

    private final String id;
    private final LiveApi api;
    private final Executor workers;
    private final Channel channel;
    /** The last frame on its way; null while there is more to say. */
    private @Nullable ChannelFuture goodbye;

    LiveSocket(String id, LiveApi api, Executor workers, Channel channel) {
        this.id = id;
        this.api = api;
        this.workers = workers;
        this.channel = channel;
    }

    /** Sends, on any thread. A client that does not read what it is sent is told so, and ended. */
    void send(String text) {
        channel.eventLoop().execute(() -> {
            if (goodbye != null) {
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

    /** Says goodbye, and drops what still comes in until the client says so too, or is given up. */
    private ChannelFuture end(WebSocketCloseStatus status) {
        ChannelFuture said = goodbye;
        if (said == null) {
            said = channel.writeAndFlush(new CloseWebSocketFrame(status));
            goodbye = said;
            channel.config().setAutoRead(true);
            channel.eventLoop().schedule(() -> channel.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
        }
        return said;
    }

    private void fail(String code, String why) {
        if (goodbye != null) {
            return;
        }
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("type", "error");
        error.put("code", code);
        error.put("message", why);
        channel.writeAndFlush(new TextWebSocketFrame(Json.write(error)));
        end(WebSocketCloseStatus.POLICY_VIOLATION);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, WebSocketFrame frame) {
        if (frame instanceof CloseWebSocketFrame) {
            end(WebSocketCloseStatus.NORMAL_CLOSURE).addListener(ChannelFutureListener.CLOSE);
        } else if (goodbye != null) {
            return;
        } else if (frame instanceof TextWebSocketFrame text) {
            receive(text.text(), false);
        } else if (frame instanceof BinaryWebSocketFrame binary) {
            receive(Base64.getEncoder().encodeToString(ByteBufUtil.getBytes(binary.content())), true);
        } else if (frame instanceof PingWebSocketFrame ping) {
            channel.writeAndFlush(new PongWebSocketFrame(ping.content().retain()));
        }
    }

    private void receive(String body, boolean binary) {
        channel.config().setAutoRead(false);
        work(() -> {
            try {
                String answer = api.receive(id, body, binary);
                if (!answer.isEmpty()) {
                    send(answer);
                }
            } finally {
                // On the thread that reads, or it might take two messages for this.
                channel.eventLoop().execute(() -> channel.config().setAutoRead(true));
            }
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
                }
            });
        } catch (RejectedExecutionException e) {
            channel.close();
        }
    }

    /** A client that goes away in the middle of a sentence is nothing to report. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (isTooLong(cause)) {
            fail("payload_too_large", "a message has " + MOST_MESSAGE_BYTES + " bytes at most");
        } else if (cause instanceof CorruptedWebSocketFrameException) {
            fail("malformed_request", "that is no frame of WebSocket");
        } else {
            context.close();
        }
    }

    /** In one frame, or in several. */
    private static boolean isTooLong(Throwable cause) {
        return cause instanceof TooLongFrameException
                || (cause instanceof CorruptedWebSocketFrameException corrupted
                        && corrupted.closeStatus().equals(WebSocketCloseStatus.MESSAGE_TOO_BIG));
    }

    private interface Work {
        void run() throws IOException;
    }
}
