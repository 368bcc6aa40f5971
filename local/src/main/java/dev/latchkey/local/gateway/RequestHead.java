package dev.latchkey.local.gateway;

import dev.latchkey.problem.Reason;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a well-formed head must not say (RFC 9112): a body's end that we cannot see, or no one server that is meant. */
final class RequestHead {
    /** A name or an address, and a port (RFC 3986 section 3.2.2, without what no host of the web has). */
    private static final Pattern HOST = Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9A-Fa-f:.]+])(:([0-9]{0,5}))?");

    private static final int LAST_PORT = 65535;

    private RequestHead() {}

    /** The answer after which nothing more may be read from this client; empty when all is well. */
    static Optional<HttpAnswer> refusal(HttpRequest request) {
        return bodyRefusal(request.headers()).or(() -> hostRefusal(request));
    }

    /** A body that was taken for none would be read as the next request (section 6.1). */
    private static Optional<HttpAnswer> bodyRefusal(HttpHeaders headers) {
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        if (codings.isEmpty() || (codings.size() == 1 && codings.get(0).equalsIgnoreCase("chunked"))) {
            return Optional.empty();
        }
        return headers.contains(HttpHeaderNames.CONTENT_LENGTH)
                ? malformed("a body has either a Content-Length or a Transfer-Encoding")
                : Optional.of(Refusals.of(Reason.MALFORMED_REQUEST, 501, "the only Transfer-Encoding here is chunked"));
    }

    /** Section 3.2. */
    private static Optional<HttpAnswer> hostRefusal(HttpRequest request) {
        List<String> hosts = request.headers().getAll(HttpHeaderNames.HOST);
        if (hosts.isEmpty() && request.protocolVersion().equals(HttpVersion.HTTP_1_0)) {
            return Optional.empty();
        }
        return hosts.size() == 1 && isHost(hosts.get(0)) ? Optional.empty() : malformed("one Host header is needed");
    }

    private static boolean isHost(String text) {
        Matcher host = HOST.matcher(text);
        if (!host.matches()) {
            return false;
        }
        String port = host.group(3);
        return port == null || port.isEmpty() || Integer.parseInt(port) <= LAST_PORT;
    }

    private static Optional<HttpAnswer> malformed(String detail) {
        return Optional.of(Refusals.of(Reason.MALFORMED_REQUEST, 400, detail));
    }
}
