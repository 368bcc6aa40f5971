package dev.latchkey.functions.live;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.Arrays;
import java.util.List;

/**
 * What a client offers in {@code Sec-WebSocket-Protocol}: the version of our messages, and the token that it comes by. A browser
 * can set no other header of a handshake, and an address is written down by everybody on the way.
 */
final class Subprotocols {
    static final String HEADER = "sec-websocket-protocol";
    static final String VERSION = "latchkey.v1";

    private static final String TOKEN_PREFIX = "latchkey.token.";

    private Subprotocols() {}

    /** @throws RefusedException malformed_request for another version, token_required without a token, or with two */
    static String token(LiveEvent event) {
        List<String> offered = Arrays.stream(
                        event.headers().getOrDefault(HEADER, "").split(","))
                .map(String::trim)
                .toList();
        if (!offered.contains(VERSION)) {
            throw new RefusedException(Reason.MALFORMED_REQUEST, "offer the protocol " + VERSION);
        }
        List<String> tokens =
                offered.stream().filter(name -> name.startsWith(TOKEN_PREFIX)).toList();
        if (tokens.size() != 1) {
            throw new RefusedException(
                    Reason.TOKEN_REQUIRED,
                    "a session token or a ticket is needed: offer it as the protocol " + TOKEN_PREFIX
                            + " with it behind");
        }
        return tokens.get(0).substring(TOKEN_PREFIX.length());
    }
}
