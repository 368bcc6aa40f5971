package dev.latchkey.local.gateway;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.Set;

/**
 * Netty's decoder, without the two liberties that it has no option for: it takes any version in the request line, and it
 * joins folded header lines (RFC 9112 section 5.2), which another server on the way may have read as two.
 */
final class RequestDecoder extends HttpRequestDecoder {
    private static final Set<String> VERSIONS = Set.of("HTTP/1.0", "HTTP/1.1");

    private boolean inHead = true;
    private boolean atLineStart;
    private boolean folded;

    /** @param mostHeadBytes for the request line, and again for the headers */
    RequestDecoder(int mostHeadBytes) {
        super(new HttpDecoderConfig()
                .setMaxInitialLineLength(mostHeadBytes)
                .setMaxHeaderSize(mostHeadBytes)
                // Lines end with CR LF; chunks and a length exclude each other. Both are Netty's defaults of today.
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true));
    }

    @Override
    protected HttpMessage createMessage(String[] requestLine) throws Exception {
        if (!VERSIONS.contains(requestLine[2])) {
            throw new IllegalArgumentException("neither HTTP/1.1 nor HTTP/1.0");
        }
        return super.createMessage(requestLine);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf buffer, List<Object> out) throws Exception {
        int from = buffer.readerIndex();
        super.decode(context, buffer, out);
        if (inHead) {
            lookForFolds(buffer, from, buffer.readerIndex());
        }
        for (Object part : out) {
            if (part instanceof HttpRequest request) {
                inHead = false;
                if (folded) {
                    request.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("a folded header")));
                }
            }
            if (part instanceof LastHttpContent) {
                inHead = true;
                atLineStart = false;
            }
        }
    }

    /** In what was just read of a head. What follows the head is read by a later call. */
    private void lookForFolds(ByteBuf buffer, int from, int to) {
        for (int i = from; i < to; i++) {
            byte next = buffer.getByte(i);
            folded |= atLineStart && (next == ' ' || next == '\t');
            atLineStart = next == '\n';
        }
    }
}
