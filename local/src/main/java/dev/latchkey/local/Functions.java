package dev.latchkey.local;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.local.gateway.Endpoint;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.local.gateway.Route;
import dev.latchkey.template.Template;
import dev.latchkey.template.TemplateFunction;
import dev.latchkey.template.TemplateQueue;
import dev.latchkey.template.TemplateRoute;
import dev.latchkey.template.TemplateSchedule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Makes the handlers that template.yaml names. */
final class Functions {
    private Functions() {}

    /** Every function that has a route, on this platform. */
    static List<Endpoint> endpoints(Template template, Platform platform) {
        List<Endpoint> endpoints = new ArrayList<>();
        for (TemplateFunction function : template.functions()) {
            if (!function.routes().isEmpty()) {
                LambdaFunction lambda = lambda(function, platform);
                for (TemplateRoute route : function.routes()) {
                    endpoints.add(new Endpoint(new Route(route.method(), route.path()), lambda));
                }
            }
        }
        return endpoints;
    }

    /** Those that changes of the table invoke, each with the patterns of the changes. */
    static Map<LambdaFunction, List<String>> ofChanges(Template template, Platform platform) {
        Map<LambdaFunction, List<String>> functions = new LinkedHashMap<>();
        for (TemplateFunction function : template.functions()) {
            if (!function.changePatterns().isEmpty()) {
                functions.put(lambda(function, platform), function.changePatterns());
            }
        }
        return functions;
    }

    /** Those behind routes of the WebSocket API, by the keys of those. */
    static Map<String, LambdaFunction> ofLiveRoutes(Template template, Platform platform) {
        Map<String, LambdaFunction> functions = new LinkedHashMap<>();
        for (TemplateFunction function : template.functions()) {
            for (String route : function.liveRoutes()) {
                functions.put(
                        route, new LambdaFunction(function.name(), handler(function, platform), function.timeout()));
            }
        }
        return functions;
    }

    /** Every function that works off queues begins to. */
    static void openQueues(Template template, LocalPlatform platform) {
        for (TemplateFunction function : template.functions()) {
            for (TemplateQueue queue : function.queues()) {
                platform.queues().open(queue, lambda(function, platform));
            }
        }
    }

    /** Every function that has a schedule is invoked by it from now on. */
    static LocalSchedules openSchedules(Template template, Platform platform, LambdaLogger log) {
        LocalSchedules schedules = new LocalSchedules(log);
        for (TemplateFunction function : template.functions()) {
            for (TemplateSchedule schedule : function.schedules()) {
                schedules.open(lambda(function, platform), schedule.input(), schedule.every());
            }
        }
        return schedules;
    }

    private static LambdaFunction lambda(TemplateFunction function, Platform platform) {
        return new LambdaFunction(function.name(), handler(function, platform), function.timeout());
    }

    private static RequestStreamHandler handler(TemplateFunction function, Platform platform) {
        try {
            return Class.forName(function.handler())
                    .asSubclass(RequestStreamHandler.class)
                    .getConstructor(Platform.class)
                    .newInstance(platform);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    function.handler() + " of template.yaml must have a public constructor that takes a Platform", e);
        }
    }
}
