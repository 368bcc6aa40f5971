package dev.latchkey.template;

import java.util.List;

/**
 * What web pages of other origins may do with the API, as {@code CorsConfiguration} has it.
 *
 * @param origins who may call; empty when no page may
 * @param maxAge for how many seconds a browser may remember it
 */
public record CorsRules(
        List<String> origins, List<String> methods, List<String> headers, List<String> exposed, String maxAge) {
    public static final CorsRules NONE = new CorsRules(List.of(), List.of(), List.of(), List.of(), "0");

    public CorsRules {
        origins = List.copyOf(origins);
        methods = List.copyOf(methods);
        headers = List.copyOf(headers);
        exposed = List.copyOf(exposed);
    }

    public boolean allows(String origin) {
        return origins.contains("*") || origins.contains(origin);
    }
}
