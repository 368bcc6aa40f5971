package dev.latchkey.local.gateway;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One HTTP answer, ready for the wire. */
@SuppressWarnings("ArrayRecordComponent") // passed on once; nobody compares two of them
record HttpAnswer(int status, Map<String, String> headers, List<String> cookies, byte[] body) {
    HttpAnswer {
        headers = Map.copyOf(headers);
        cookies = List.copyOf(cookies);
    }

    static HttpAnswer of(int status, Map<String, String> headers, String body) {
        return new HttpAnswer(status, headers, List.of(), body.getBytes(StandardCharsets.UTF_8));
    }

    /** This answer with more headers; its own win. */
    HttpAnswer with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(more);
        all.putAll(headers);
        return new HttpAnswer(status, all, cookies, body);
    }

    /** An answer may carry tokens and names: it does not print. */
    @Override
    public String toString() {
        return "HttpAnswer[" + status + "]";
    }
}
