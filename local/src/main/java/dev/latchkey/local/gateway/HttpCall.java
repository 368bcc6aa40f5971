package dev.latchkey.local.gateway;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One HTTP request as it came over the wire.
 *
 * @param target the request line's middle: path and query, still encoded
 * @param protocol such as {@code HTTP/1.1}
 * @param fields header fields in their order, with the repeated ones repeated
 */
@SuppressWarnings("ArrayRecordComponent") // passed on once; nobody compares two of them
record HttpCall(
        String method,
        String target,
        String protocol,
        List<Map.Entry<String, String>> fields,
        byte[] body,
        String sourceIp,
        int port) {
    /** By lower-case name; the values of a repeated field are joined with commas. */
    Map<String, String> headers() {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, String> field : fields) {
            headers.merge(field.getKey().toLowerCase(Locale.ROOT), field.getValue(), (one, two) -> one + "," + two);
        }
        return headers;
    }

    Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers().get(lowerCaseName));
    }

    /** A request may carry keys, tokens and names: it does not print. */
    @Override
    public String toString() {
        return "HttpCall[" + method + "]";
    }
}
