package dev.latchkey.local.gateway;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** An answer that goes on until its client has enough. Runs on the connection's own network thread. */
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails has closed the connection
final class OpenAnswer {
    /** So that a client that is gone without a word is noticed, and proxies keep the connection. */
    private static final Duration SIGN_OF_LIFE = Duration.ofSeconds(15);

    private final ChannelHandlerContext context;
    private final Runnable unsubscribe;
    private final Future<?> signsOfLife;

    private OpenAnswer(ChannelHandlerContext context, LiveFeed feed, String topic) {
        this.context = context;
        this.unsubscribe = feed.subscribe(topic, text -> context.executor().execute(() -> write(text)));
        this.signsOfLife = context.executor()
                .scheduleAtFixedRate(
                        () -> write(":\n\n"), SIGN_OF_LIFE.toMillis(), SIGN_OF_LIFE.toMillis(), TimeUnit.MILLISECONDS);
    }

    static OpenAnswer begin(ChannelHandlerContext context, HttpAnswer answer, LiveFeed feed, String topic) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(answer.status()));
        answer.headers().forEach(head.headers()::set);
        head.headers().remove(LiveFeed.HEADER);
        HttpUtil.setTransferEncodingChunked(head, true);
        context.write(head);
        OpenAnswer open = new OpenAnswer(context, feed, topic);
        open.write(new String(answer.body(), StandardCharsets.UTF_8));
        return open;
    }

    private void write(String text) {
        if (context.channel().isWritable()) {
            context.writeAndFlush(new DefaultHttpContent(Unpooled.copiedBuffer(text, StandardCharsets.UTF_8)));
        } else {
            // Who reads too slowly is cut off, and sees that something is missing, rather than filling this process.
            context.close();
        }
    }

    void end() {
        unsubscribe.run();
        signsOfLife.cancel(false);
    }
}
