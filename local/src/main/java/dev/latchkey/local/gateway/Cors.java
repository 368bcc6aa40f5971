package dev.latchkey.local.gateway;

import dev.latchkey.template.CorsRules;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Answers browsers that ask for a page of another origin, as API Gateway does by the template's rules. */
final class Cors {
    private final CorsRules rules;

    Cors(CorsRules rules) {
        this.rules = rules;
    }

    /** The answer to a preflight; empty for any other call, and when the template allows no origin at all. */
    Optional<HttpAnswer> preflight(HttpCall call) {
        boolean asks = call.method().equals("OPTIONS")
                && call.header("origin").isPresent()
                && call.header("access-control-request-method").isPresent();
        if (!asks || rules.origins().isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        if (rules.allows(call.header("origin").get())) {
            headers.put("access-control-allow-methods", String.join(",", rules.methods()));
            headers.put("access-control-allow-headers", String.join(",", rules.headers()));
            headers.put("access-control-max-age", rules.maxAge());
        }
        return Optional.of(HttpAnswer.of(204, headers, ""));
    }

    /** What lets a page read the answer to this call. */
    Map<String, String> headers(HttpCall call) {
        Optional<String> origin = call.header("origin").filter(rules::allows);
        if (origin.isEmpty()) {
            return Map.of();
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("access-control-allow-origin", rules.origins().contains("*") ? "*" : origin.get());
        headers.put("vary", "origin");
        putUnlessEmpty(headers, "access-control-expose-headers", rules.exposed());
        return headers;
    }

    private static void putUnlessEmpty(Map<String, String> headers, String name, List<String> values) {
        if (!values.isEmpty()) {
            headers.put(name, String.join(",", values));
        }
    }
}
