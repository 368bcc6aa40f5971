package dev.latchkey.template;

import java.time.Duration;
import java.util.List;

/**
 * One function of template.yaml.
 *
 * @param name its logical id
 * @param handler the class behind it
 * @param timeout how long Lambda would let it run
 * @param routes the calls of the API that invoke it
 * @param changePatterns the patterns of the changes of the table that invoke it; empty for one that no change invokes
 * @param queues those whose messages it works off
 * @param schedules what invokes it again and again with an input that needs no account
 * @param liveRoutes the routes of the WebSocket API that invoke it, such as {@code $connect}
 */
public record TemplateFunction(
        String name,
        String handler,
        Duration timeout,
        List<TemplateRoute> routes,
        List<String> changePatterns,
        List<TemplateQueue> queues,
        List<TemplateSchedule> schedules,
        List<String> liveRoutes) {
    public TemplateFunction {
        queues = List.copyOf(queues);
        liveRoutes = List.copyOf(liveRoutes);
        routes = List.copyOf(routes);
        changePatterns = List.copyOf(changePatterns);
        schedules = List.copyOf(schedules);
    }
}
