package dev.latchkey.functions.operator;

import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.AppName;
import dev.latchkey.command.Sender;
import dev.latchkey.command.SenderId;
import dev.latchkey.command.SenderStore;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.settings.OperationLog;
import dev.latchkey.problem.RefusedException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the operator may do about who sends an app's commands. */
final class SenderActions {
    private final ApiKeyStore apps;
    private final SenderStore senders;
    private final Clock clock;
    private final OperationLog log;

    SenderActions(ApiKeyStore apps, SenderStore senders, Clock clock, OperationLog log) {
        this.apps = apps;
        this.senders = senders;
        this.clock = clock;
        this.log = log;
    }

    Map<String, AppsHandler.Action> byName() {
        return Map.of("add-sender", this::add, "list-senders", this::list, "remove-sender", this::remove);
    }

    private Map<String, Object> add(Body body) {
        AppName app = Fields.app(body);
        SenderId id = sender(body);
        body.finish();
        Fields.require(apps, app);
        if (!senders.add(new Sender(id, app, clock.instant()))) {
            throw RefusedException.malformed("sender", "speaks for another app: remove it there first");
        }
        log.done("add-sender", app);
        return json(app, id);
    }

    private Map<String, Object> list(Body body) {
        AppName app = Fields.app(body);
        body.finish();
        Fields.require(apps, app);
        List<Map<String, Object>> all =
                senders.list(app).stream().map(SenderActions::json).toList();
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("app", app.value());
        json.put("senders", all);
        return json;
    }

    private Map<String, Object> remove(Body body) {
        AppName app = Fields.app(body);
        SenderId id = sender(body);
        body.finish();
        Fields.require(apps, app);
        if (!senders.remove(app, id)) {
            throw RefusedException.malformed("sender", "does not speak for this app: list-senders has those that do");
        }
        log.done("remove-sender", app);
        return json(app, id);
    }

    private static SenderId sender(Body body) {
        Optional<SenderId> id = body.parsed("sender", SenderId::parse, SenderId.EXPECTED);
        return id.orElseThrow(
                () -> RefusedException.malformed("sender", body.has("sender") ? SenderId.EXPECTED : "is needed"));
    }

    private static Map<String, Object> json(AppName app, SenderId id) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("app", app.value());
        json.put("sender", id.value());
        return json;
    }

    private static Map<String, Object> json(Sender sender) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("sender", sender.id().value());
        json.put("createdUnixSec", sender.created().getEpochSecond());
        return json;
    }
}
