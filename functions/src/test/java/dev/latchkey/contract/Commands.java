package dev.latchkey.contract;

import dev.latchkey.app.AppName;
import dev.latchkey.command.CommandAnswer;
import dev.latchkey.command.CommandKey;
import dev.latchkey.command.CommandStore.Standing;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.functions.queue.SqsEvent;
import dev.latchkey.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Sends commands to a bundle, as SQS and the bus do. Single quotes stand for double ones. */
final class Commands {
    static final String ROLE = "AROA2EXAMPLE3EXAMPLE4";
    static final String SESSION = ROLE + ":api-server";

    private static final String QUEUE = "arn:aws:sqs:us-east-1:123456789012:Commands";

    private final ServiceFixture service;

    Commands(ServiceFixture service) {
        this.service = service;
    }

    /** Whoever has that role sends the app's commands, and replies have a queue. */
    static Commands of(ServiceFixture service, String app) {
        succeeds(service, "{'action':'add-sender','app':'" + app + "','sender':'" + ROLE + "'}");
        succeeds(service, "{'action':'update-app','app':'" + app + "','replyQueue':'latchkey-replies-" + app + "'}");
        return new Commands(service);
    }

    private static void succeeds(ServiceFixture service, String payload) {
        Answer answer = service.operator(payload);
        if (answer.code() != null) {
            throw new AssertionError(answer.body());
        }
    }

    /** Returns whether it was taken; what was not comes again. */
    boolean send(String command) {
        return sendAs(SESSION, command);
    }

    boolean sendAs(String senderId, String command) {
        return take(new ReceivedMessage("m-1", command.replace('\'', '"'), senderId, QUEUE, 1));
    }

    /** As the rule hands it over which fills the queue for what comes by the bus. */
    boolean sendByBus(String source, String command) {
        return take(new ReceivedMessage(
                "m-1", envelope(source, command), "AIDAIENQZJOLO23YVJ4VO", ServiceFixture.BUS_COMMANDS, 1));
    }

    /** An event of EventBridge. */
    static String envelope(String source, String command) {
        Map<String, Object> event = new LinkedHashMap<>();
        event.put("source", source);
        event.put("detail-type", "command");
        event.put("detail", Json.readObject(command.replace('\'', '"')));
        return Json.write(event);
    }

    private boolean take(ReceivedMessage message) {
        Answer answer = service.invoke(ScenarioFixture.function("command").handler(), SqsEvent.write(List.of(message)));
        return SqsEvent.failed(answer.body()).isEmpty();
    }

    /** Sends it for the first time, and returns how it was answered. */
    CommandAnswer ask(String app, String command) {
        if (!send(command)) {
            throw new AssertionError("not taken: " + command);
        }
        return answer(app, command);
    }

    /** How it was answered. */
    CommandAnswer answer(String app, String command) {
        String text = command.replace('\'', '"');
        return answer(CommandKey.named(
                new AppName(app), String.valueOf(Json.readObject(text).get("id")), Json.write(Json.readObject(text))));
    }

    CommandAnswer answer(CommandKey key) {
        Standing standing = service.stores().commands().begin(key, service.clock.now);
        if (standing instanceof Standing.Answered answered) {
            return answered.answer();
        }
        throw new AssertionError(standing);
    }
}
