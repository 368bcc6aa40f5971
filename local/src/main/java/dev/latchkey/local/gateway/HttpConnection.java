package dev.latchkey.local.gateway;

import dev.latchkey.problem.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * One client's connection. It gathers one request at a time, has it answered by a worker, and reads on only then; so what a
 * client can make this process hold is one body. Runs on the connection's own network thread.
 */
@SuppressWarnings(
        "FutureReturnValueIgnored") // a write that fails has closed the connection, and nobody waits for a close
final class HttpConnection extends SimpleChannelInboundHandler<HttpObject> {
    /** Far more than any function takes, and far less than the 10 MB of API Gateway. */
    private static final int MOST_BODY_BYTES = 1024 * 1024;

    /** How long a refused client may go on sending; one that is cut off while it sends would never see our answer. */
    private static final Duration LINGER = Duration.ofSeconds(3);

    private final Gateway gateway;
    private final Executor workers;
    private final Duration patience;

    private @Nullable HttpRequest head;
    private ByteArrayOutputStream body = new ByteArrayOutputStream();
    private boolean bodyWanted = true;
    private boolean refused;
    private @Nullable Future<?> deadline;
    /** The answer that this connection is kept open for; null while there is none. */
    private @Nullable OpenAnswer open;

    HttpConnection(Gateway gateway, Executor workers, Duration patience) {
        this.gateway = gateway;
        this.workers = workers;
        this.patience = patience;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        awaitRequest(context);
    }

    /** However slowly its bytes drip in, a request has so long and no longer. */
    private void awaitRequest(ChannelHandlerContext context) {
        deadline = context.executor().schedule(() -> giveUp(context), patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void giveUp(ChannelHandlerContext context) {
        if (head == null) {
            context.close();
        } else {
            refuse(context, Refusals.of(Reason.MALFORMED_REQUEST, 408, "the request did not arrive in time"));
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, HttpObject part) {
        if (open != null) {
            return; // who is being told things has nothing more to ask here
        }
        if (!refused && part.decoderResult().isFailure()) {
            refuse(context, Refusals.unreadable(part.decoderResult().cause()));
        }
        if (!refused && part instanceof HttpRequest request) {
            begin(context, request);
        }
        if (!refused && part instanceof HttpContent content) {
            collect(context, content);
        }
    }

    private void begin(ChannelHandlerContext context, HttpRequest request) {
        head = request;
        bodyWanted = !request.method().equals(HttpMethod.HEAD);
        body = new ByteArrayOutputStream();
        Optional<HttpAnswer> refusal = RequestHead.refusal(request);
        if (refusal.isPresent()) {
            refuse(context, refusal.get());
        } else if (HttpUtil.getContentLength(request, 0L) > MOST_BODY_BYTES) {
            refuse(context, Refusals.bodyTooLarge());
        } else if (HttpUtil.is100ContinueExpected(request)) {
            context.writeAndFlush(new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE, Unpooled.EMPTY_BUFFER));
        }
    }

    private void collect(ChannelHandlerContext context, HttpContent content) {
        ByteBuf bytes = content.content();
        if (body.size() + bytes.readableBytes() > MOST_BODY_BYTES) {
            refuse(context, Refusals.bodyTooLarge());
            return;
        }
        byte[] chunk = new byte[bytes.readableBytes()];
        bytes.readBytes(chunk);
        body.writeBytes(chunk);
        if (content instanceof LastHttpContent && head != null) {
            serve(context, head);
        }
    }

    private void serve(ChannelHandlerContext context, HttpRequest request) {
        HttpCall call = call(context, request);
        boolean keepAlive = HttpUtil.isKeepAlive(request);
        head = null;
        body = new ByteArrayOutputStream();
        cancelDeadline();
        context.channel().config().setAutoRead(false);
        boolean live = gateway.live().isThere() && LiveHandshake.isWantedBy(request);
        try {
            workers.execute(() -> {
                if (live) {
                    connect(context, request, call);
                    return;
                }
                HttpAnswer answer = gateway.answer(call);
                context.executor().execute(() -> send(context, answer, keepAlive));
            });
        } catch (RejectedExecutionException e) {
            refuse(context, Refusals.of(Reason.UNAVAILABLE, 503, "Latchkey is being stopped"));
        }
    }

    private void connect(ChannelHandlerContext context, HttpRequest request, HttpCall call) {
        String id = LiveHandshake.newId();
        HttpAnswer answer = gateway.connect(id, call);
        context.executor().execute(() -> {
            if (answer.status() < 300 && !context.channel().isActive()) {
                workers.execute(() -> gateway.disconnect(id));
            } else if (answer.status() < 300) {
                LiveHandshake.complete(context, this, request, answer, id, gateway.live(), workers);
            } else {
                send(context, answer, false);
            }
        });
    }

    private HttpCall call(ChannelHandlerContext context, HttpRequest request) {
        InetSocketAddress from = (InetSocketAddress) context.channel().remoteAddress();
        InetSocketAddress to = (InetSocketAddress) context.channel().localAddress();
        return new HttpCall(
                request.method().name(),
                request.uri(),
                request.protocolVersion().text(),
                request.headers().entries(),
                body.toByteArray(),
                from.getAddress().getHostAddress(),
                to.getPort());
    }

    private void send(ChannelHandlerContext context, HttpAnswer answer, boolean keepAlive) {
        String topic = answer.headers().get(LiveFeed.HEADER);
        if (topic != null) {
            open = OpenAnswer.begin(context, answer, gateway.feed(), topic);
            context.channel().config().setAutoRead(true);
            return;
        }
        ChannelFuture sent = context.writeAndFlush(WireAnswer.of(answer, bodyWanted, keepAlive));
        if (keepAlive) {
            awaitRequest(context);
            context.channel().config().setAutoRead(true);
        } else {
            sent.addListener(ChannelFutureListener.CLOSE);
        }
    }

    /** Answers, says goodbye, and drops what still comes in until the client has read that. */
    private void refuse(ChannelHandlerContext context, HttpAnswer answer) {
        refused = true;
        head = null;
        body = new ByteArrayOutputStream();
        cancelDeadline();
        context.writeAndFlush(WireAnswer.of(answer, bodyWanted, false))
                .addListener(sent -> ((SocketChannel) context.channel()).shutdownOutput());
        context.channel().config().setAutoRead(true);
        context.executor().schedule(() -> context.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        cancelDeadline();
        if (open != null) {
            open.end();
        }
    }

    private void cancelDeadline() {
        if (deadline != null) {
            deadline.cancel(false);
        }
    }

    /** A client that goes away in the middle of a sentence is nothing to report. */
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        context.close();
    }
}
