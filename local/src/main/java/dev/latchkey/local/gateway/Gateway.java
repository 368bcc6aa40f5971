package dev.latchkey.local.gateway;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.latchkey.json.Json;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.template.CorsRules;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Stands in for API Gateway: finds the function that a call is for, and answers with what it answers. */
public final class Gateway {
    private final List<Endpoint> endpoints;
    private final Cors cors;
    private final LiveFeed feed;
    private final LiveApi live;
    private final LambdaLogger log;
    private final Clock clock;

    /** A gateway whose answers all end. */
    public Gateway(List<Endpoint> endpoints, CorsRules cors, LambdaLogger log, Clock clock) {
        this(
                endpoints,
                cors,
                LiveFeed.NONE,
                new LiveApi(Map.of(), new LiveConnections(), Duration.ZERO, log, clock),
                log,
                clock);
    }

    public Gateway(
            List<Endpoint> endpoints, CorsRules cors, LiveFeed feed, LiveApi live, LambdaLogger log, Clock clock) {
        this.endpoints = endpoints.stream()
                .sorted(Comparator.comparing(Endpoint::route, Route.MOST_SPECIFIC_FIRST))
                .toList();
        this.cors = new Cors(cors);
        this.feed = feed;
        this.live = live;
        this.log = log;
        this.clock = clock;
    }

    LiveFeed feed() {
        return feed;
    }

    LiveApi live() {
        return live;
    }

    /** Asks whether a live connection may be opened. Always answers, whatever the function does. */
    HttpAnswer connect(String id, HttpCall call) {
        try {
            return live.connect(id, call);
        } catch (IOException | RuntimeException | Error e) {
            // As in invoke.
            log.log(line("$connect", id, Reason.INTERNAL, e));
            return Refusals.of(new RefusedException(Reason.INTERNAL, "something went wrong on our side"), id);
        }
    }

    /** Says that a live connection has ended, which was opened or was going to be. */
    void disconnect(String id) {
        try {
            live.disconnect(id);
        } catch (IOException | RuntimeException | Error e) {
            // As in invoke.
            log.log(line("$disconnect", id, Reason.INTERNAL, e));
        }
    }

    /** Always answers, whatever the function does. */
    HttpAnswer answer(HttpCall call) {
        String id = UUID.randomUUID().toString();
        return cors.preflight(call).orElseGet(() -> routed(call, id)).with(cors.headers(call));
    }

    private HttpAnswer routed(HttpCall call, String id) {
        try {
            Target target = Target.parse(call.target());
            for (Endpoint endpoint : endpoints) {
                Optional<Map<String, String>> path = endpoint.route().match(call.method(), target.segments());
                if (path.isPresent()) {
                    return invoke(
                            endpoint,
                            GatewayEvent.of(call, target, endpoint.route(), path.get(), id, clock.instant()),
                            id);
                }
            }
            throw new RefusedException(Reason.ROUTE_NOT_FOUND, "there is no such address");
        } catch (RefusedException e) {
            log.log(line("none", id, e.reason(), null));
            return Refusals.of(e, id);
        }
    }

    // Whatever a function throws, errors included, takes down its own call only, as it would its own Lambda container.
    private HttpAnswer invoke(Endpoint endpoint, byte[] event, String id) {
        try {
            return LambdaAnswer.parse(endpoint.function().invoke(event, log));
        } catch (Throwable e) {
            log.log(line(endpoint.route().key(), id, Reason.INTERNAL, e));
            return Refusals.of(new RefusedException(Reason.INTERNAL, "something went wrong on our side"), id);
        }
    }

    /** As the functions log it: no path, no query, no header, no body and no exception's message. */
    private static String line(String route, String id, Reason reason, @Nullable Throwable failure) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("level", failure == null ? "INFO" : "ERROR");
        line.put("function", "Gateway");
        line.put("requestId", id);
        line.put("route", route);
        line.put("reason", reason.code());
        if (failure != null) {
            line.put("failure", failure.getClass().getName());
            StackTraceElement[] stack = failure.getStackTrace();
            line.put("at", stack.length == 0 ? "unknown" : stack[0].toString());
        }
        return Json.write(line) + "\n";
    }
}
