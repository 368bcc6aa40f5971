package dev.latchkey.functions.command;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.command.Sender;
import dev.latchkey.command.SenderId;
import dev.latchkey.command.SenderStore;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.json.Json;
import dev.latchkey.json.JsonException;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.Map;
import java.util.Optional;

/**
 * Says which app a message speaks for. That is never in what its sender wrote: either SQS says who sent it, and the operator whom
 * that sender speaks for, or it came by the bus, whose rule alone may fill the one queue, and IAM says who may be that source.
 */
final class CommandSource {
    /** What the sources of commands on the bus begin with; what follows is the app. */
    static final String BUS_SOURCE = "latchkey.commands.";

    private final SenderStore senders;
    private final ApiKeyStore apps;
    private final String busQueue;
    private final AuditLog auditLog;

    /** @param busQueue the ARN of the queue for what comes by the bus */
    CommandSource(SenderStore senders, ApiKeyStore apps, String busQueue, AuditLog auditLog) {
        this.senders = senders;
        this.apps = apps;
        this.busQueue = busQueue;
        this.auditLog = auditLog;
    }

    /** @throws RefusedException forbidden when it speaks for no app: then there is nobody to answer */
    Sent read(ReceivedMessage message) {
        return message.queue().equals(busQueue) ? fromBus(message.text()) : fromSender(message);
    }

    private Sent fromSender(ReceivedMessage message) {
        AuditEvent about = about();
        Optional<SenderId> id = SenderId.ofMessage(message.sender());
        Sender sender = id.flatMap(senders::find)
                .orElseThrow(() ->
                        nobodys(id.map(known -> about.by("sender:" + known)).orElse(about), "unknown_sender"));
        return new Sent(
                apps.findApp(sender.app())
                        .orElseThrow(() -> nobodys(about.by("sender:" + sender.id()), "unknown_sender")),
                message.text());
    }

    private Sent fromBus(String text) {
        Map<String, Object> event = event(text);
        App app = Optional.ofNullable(event.get("source"))
                .map(String::valueOf)
                .filter(source -> source.startsWith(BUS_SOURCE))
                .flatMap(source -> AppName.parse(source.substring(BUS_SOURCE.length())))
                .flatMap(apps::findApp)
                .orElseThrow(() -> nobodys(about(), "unknown_source"));
        return new Sent(app, Json.write(event.get("detail") instanceof Map<?, ?> detail ? detail : Map.of()));
    }

    private Map<String, Object> event(String text) {
        try {
            return Json.readObject(text);
        } catch (JsonException e) {
            throw nobodys(about(), "unknown_source");
        }
    }

    private static AuditEvent about() {
        return AuditEvent.about(AuditEvent.What.COMMAND);
    }

    private RefusedException nobodys(AuditEvent about, String rule) {
        auditLog.record(about.refused(Reason.FORBIDDEN).rule(rule));
        return new RefusedException(Reason.FORBIDDEN, "the message speaks for no app");
    }

    /** What was sent for which app. */
    record Sent(App app, String text) {
        /** It may carry names: it does not print. */
        @Override
        public String toString() {
            return "Sent[" + app.name() + "]";
        }
    }
}
