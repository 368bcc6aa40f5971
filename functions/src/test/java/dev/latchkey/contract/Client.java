package dev.latchkey.contract;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Calls a bundle by paths, as a client would, with the same headers every time: API Gateway's part is to find the route. */
final class Client {
    private final ServiceFixture service;
    private final Map<String, String> headers;

    private Client(ServiceFixture service, Map<String, String> headers) {
        this.service = service;
        this.headers = headers;
    }

    /** Somebody who shows nothing. */
    static Client of(ServiceFixture service) {
        return new Client(service, Map.of());
    }

    Client with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Client(service, more);
    }

    /** Somebody who has this session token or ticket. */
    Client withBearer(String token) {
        return with("authorization", "Bearer " + token);
    }

    Answer get(String path) {
        return call("GET", path).send();
    }

    Answer delete(String path) {
        return call("DELETE", path).send();
    }

    Answer post(String path, Map<String, ?> json) {
        return call("POST", path).json(json).send();
    }

    Answer put(String path, Map<String, ?> json) {
        return call("PUT", path).json(json).send();
    }

    Answer patch(String path, Map<String, ?> json) {
        return call("PATCH", path).json(json).send();
    }

    private ServiceFixture.Call call(String method, String path) {
        List<String> asked = List.of((method + " " + path).split("/"));
        List<String> route = Template.routes().stream()
                .map(known -> List.of(known.split("/")))
                .filter(known -> matches(known, asked))
                // What is spelled out goes before a placeholder.
                .min((one, other) -> Long.compare(placeholders(one), placeholders(other)))
                .orElseThrow(() -> new AssertionError("no route for " + method + " " + path));
        ServiceFixture.Call call = service.call(String.join("/", route));
        for (int i = 0; i < route.size(); i++) {
            if (isPlaceholder(route.get(i))) {
                call.path(route.get(i).substring(1, route.get(i).length() - 1), asked.get(i));
            }
        }
        headers.forEach(call::header);
        return call;
    }

    private static boolean matches(List<String> route, List<String> asked) {
        if (route.size() != asked.size()) {
            return false;
        }
        for (int i = 0; i < route.size(); i++) {
            if (!isPlaceholder(route.get(i)) && !route.get(i).equals(asked.get(i))) {
                return false;
            }
        }
        return true;
    }

    private static long placeholders(List<String> route) {
        return route.stream().filter(Client::isPlaceholder).count();
    }

    private static boolean isPlaceholder(String segment) {
        return segment.startsWith("{");
    }
}
