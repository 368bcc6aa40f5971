package dev.latchkey.local.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Turns a connection of HTTP into a live connection, once the function for that has said that it may be opened. */
@SuppressWarnings("FutureReturnValueIgnored") // a handshake that fails has closed the connection
final class LiveHandshake {
    private LiveHandshake() {}

    /** Whether a request wants a live connection. */
    static boolean isWantedBy(HttpRequest request) {
        return request.method().equals(HttpMethod.GET)
                && request.uri().equals(LiveApi.PATH)
                && request.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true)
                && "13".equals(request.headers().get(HttpHeaderNames.SEC_WEBSOCKET_VERSION))
                && request.headers().contains(HttpHeaderNames.SEC_WEBSOCKET_KEY);
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    /** Shakes hands, and puts a socket in the place of the handler of HTTP. Runs on the connection's network thread. */
    static void complete(
            ChannelHandlerContext context,
            ChannelHandler http,
            HttpRequest request,
            HttpAnswer answer,
            String id,
            LiveApi api,
            Executor workers) {
        WebSocketDecoderConfig config = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(LiveSocket.MOST_MESSAGE_BYTES)
                .closeOnProtocolViolation(false) // the socket says first what was wrong
                .build();
        String version = answer.headers().get("sec-websocket-protocol");
        WebSocketServerHandshaker13 handshaker = new WebSocketServerHandshaker13(LiveApi.PATH, version, config);
        LiveSocket socket = new LiveSocket(id, api, workers, context.channel());
        FullHttpRequest whole = new DefaultFullHttpRequest(
                request.protocolVersion(), request.method(), request.uri(), Unpooled.EMPTY_BUFFER);
        whole.headers().set(request.headers());
        context.channel()
                .config()
                .setWriteBufferWaterMark(
                        new WriteBufferWaterMark(LiveSocket.MOST_UNREAD_BYTES / 2, LiveSocket.MOST_UNREAD_BYTES));
        handshaker.handshake(
                context.channel(),
                whole,
                EmptyHttpHeaders.INSTANCE,
                context.channel().newPromise());
        ChannelPipeline pipeline = context.pipeline();
        pipeline.addLast(new IdleStateHandler(api.idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS));
        pipeline.addLast(new WebSocketFrameAggregator(LiveSocket.MOST_MESSAGE_BYTES));
        pipeline.addLast(socket);
        pipeline.remove(http);
        api.connections().add(id, socket);
        context.channel().config().setAutoRead(true);
    }
}
