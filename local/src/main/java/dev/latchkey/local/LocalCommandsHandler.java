package dev.latchkey.local;

import dev.latchkey.apikey.Caller;
import dev.latchkey.apikey.Resource;
import dev.latchkey.apikey.Scope;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.http.CallerReader;
import dev.latchkey.functions.http.HttpHandler;
import dev.latchkey.functions.http.Request;
import dev.latchkey.functions.http.Response;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.local.gateway.Endpoint;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.local.gateway.Route;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code POST /local/commands}: takes a command of the app whose key comes with it. There is none in AWS, where IAM says who may
 * send to the bus as which app.
 */
final class LocalCommandsHandler implements HttpHandler {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final CallerReader callers;
    private final CommandRule rule;

    LocalCommandsHandler(CallerReader callers, CommandRule rule) {
        this.callers = callers;
        this.rule = rule;
    }

    static Endpoint endpoint(LocalPlatform platform) {
        LocalCommandsHandler handler =
                new LocalCommandsHandler(new Services(platform).callers(), new CommandRule(platform.queues()));
        return new Endpoint(
                new Route("POST", "/local/commands"), new LambdaFunction("LocalCommands", handler, TIMEOUT));
    }

    /** Whoever may command may do all that commands can. */
    @Override
    public Response answer(Request request) {
        Caller caller = callers.read(request);
        for (Scope scope : List.of(Scope.ROOMS, Scope.TOKENS, Scope.PEOPLE)) {
            caller.require(scope, true, Resource.APP);
        }
        Body body = request.body();
        Map<String, Object> command = body.members();
        if (command.isEmpty()) {
            // What is no object cannot be an event's detail; all else is answered as a command.
            body.finish();
        }
        rule.put(caller.app().name(), command);
        return Response.accepted(Map.of("success", true));
    }
}
