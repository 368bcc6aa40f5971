package dev.latchkey.local;

import dev.latchkey.functions.platform.Services;
import dev.latchkey.local.event.ChangeConsumer;
import dev.latchkey.local.event.EventFeed;
import dev.latchkey.local.event.LocalEventsHandler;
import dev.latchkey.local.event.StreamPosition;
import dev.latchkey.local.event.TableStream;
import dev.latchkey.local.gateway.Endpoint;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.local.gateway.LiveFeed;
import dev.latchkey.local.gateway.Route;
import dev.latchkey.template.Template;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What happens is told: the functions that the table's stream invokes, and the feed that anybody with a key can follow. */
final class Events {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private Events() {}

    /** Has the stream invoke its functions, from where it was left. */
    static TableStream follow(LocalResources home, Template template, DataFolder data) {
        List<ChangeConsumer> consumers = new ArrayList<>();
        Functions.ofChanges(template, home.platform())
                .forEach((function, patterns) -> consumers.add(new ChangeConsumer(function, patterns, home.log())));
        return TableStream.open(
                home.platform().dynamoDb(),
                home.dynamoDb().streams(),
                home.platform().table(),
                new StreamPosition(data.file("stream-position.json")),
                consumers);
    }

    static Endpoint endpoint(LocalPlatform platform) {
        LocalEventsHandler handler = new LocalEventsHandler(new Services(platform).callers());
        return new Endpoint(new Route("GET", "/local/events"), new LambdaFunction("LocalEvents", handler, TIMEOUT));
    }

    static LiveFeed feed(LocalPlatform platform) {
        return new EventFeed(platform.eventBus());
    }
}
