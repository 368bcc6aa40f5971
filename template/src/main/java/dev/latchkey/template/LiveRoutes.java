package dev.latchkey.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The routes of the WebSocket API, each of which names an integration, which names a function. */
final class LiveRoutes {
    private static final Pattern INTEGRATION = Pattern.compile("integrations/\\$\\{(\\w+)}");

    /** By itself, or by its alias, which stands beside the text that takes it in. */
    private static final Pattern FUNCTION = Pattern.compile("(\\w+)\\.(?:Arn|Alias)\\b");

    private LiveRoutes() {}

    static Map<String, List<String>> byFunction(Section resources) {
        Map<String, List<String>> routes = new LinkedHashMap<>();
        resources.sections().values().stream()
                .filter(resource -> resource.text("Type").equals("AWS::ApiGatewayV2::Route"))
                .map(resource -> resource.section("Properties"))
                .forEach(route -> {
                    Section integration = resources
                            .section(named(INTEGRATION, route.section("Target")))
                            .section("Properties");
                    String function = named(FUNCTION, integration.section("IntegrationUri"));
                    routes.computeIfAbsent(function, first -> new ArrayList<>()).add(route.text("RouteKey"));
                });
        return routes;
    }

    private static String named(Pattern pattern, Section sub) {
        String text = sub.written("Fn::Sub");
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new IllegalArgumentException("template.yaml: a route of the WebSocket API leads to " + text);
        }
        return matcher.group(1);
    }
}
