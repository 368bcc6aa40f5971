package dev.latchkey.local.template;

import java.time.Duration;
import java.util.List;

/**
 * One function of template.yaml.
 *
 * @param name its logical id
 * @param handler the class behind it
 * @param timeout how long Lambda would let it run
 * @param routes the calls of the API that invoke it
 */
public record TemplateFunction(String name, String handler, Duration timeout, List<TemplateRoute> routes) {
    public TemplateFunction {
        routes = List.copyOf(routes);
    }
}
