package dev.latchkey.functions.operator;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.apikey.KeyAuthor;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.settings.KeyEdits;
import dev.latchkey.functions.settings.MediaEdits;
import dev.latchkey.functions.settings.OperationLog;
import dev.latchkey.json.Json;
import dev.latchkey.problem.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes apps and their API keys, says where their media servers are, and shows and erases what is kept of a person. It has no route: whoever may invoke it by IAM
 * is the operator. The payload is {@code {"action": "create-app", "app": "..."}}; docs/apps.md has every action.
 */
public final class AppsHandler implements RequestStreamHandler {
    private static final int LONGEST_ACTION = 40;

    private final Map<String, Action> actions = new TreeMap<>();

    public AppsHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public AppsHandler(Platform platform) {
        Services services = new Services(platform);
        OperationLog log = new OperationLog(services.auditLog(), KeyAuthor.OPERATOR.id());
        KeyEdits keys = new KeyEdits(services.apps(), services.clock(), services.auditLog());
        MediaEdits media = MediaEdits.byOperator(services);
        actions.putAll(new AppActions(services.apps(), services.peerRemoval(), services.clock(), log).byName());
        actions.putAll(new KeyActions(services.apps(), keys).byName());
        actions.putAll(new MediaActions(services.apps(), media).byName());
        actions.putAll(new SenderActions(services.apps(), services.senders(), services.clock(), log).byName());
        actions.putAll(new PersonActions(services.apps(), services.personalData(), services.clock(), log).byName());
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        String payload = new String(event.readAllBytes(), StandardCharsets.UTF_8);
        Map<String, Object> result = Operation.answer(context, () -> answer(payload));
        answer.write(Json.write(result).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> answer(String payload) {
        Body body = Body.of(payload);
        Action action = actions.get(body.text("action", LONGEST_ACTION).orElse(""));
        if (action == null) {
            throw RefusedException.malformed("action", "must be one of " + String.join(", ", actions.keySet()));
        }
        return action.answer(body);
    }

    /** Reads the rest of the payload and does what it asks. */
    interface Action {
        Map<String, Object> answer(Body body);
    }
}
