package dev.latchkey.functions.command;

import dev.latchkey.app.App;
import dev.latchkey.command.CommandKey;
import dev.latchkey.functions.token.IssuedToken;
import dev.latchkey.json.Json;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.ReplyQueues;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tells new tokens: to the app's reply queue and to nobody else. */
final class TokenReplies {
    private final ReplyQueues queues;

    TokenReplies(ReplyQueues queues) {
        this.queues = queues;
    }

    /** It may be told more than once, and then always the same. */
    void send(App app, CommandKey key, IssuedToken issued) {
        Map<String, Object> reply = new LinkedHashMap<>();
        reply.put("commandId", key.id());
        reply.put("command", CommandType.CREATE_TOKEN.wireName());
        reply.put("app", app.name().value());
        reply.put("jti", issued.jti());
        reply.put("token", issued.token());
        queues.named(app.replyQueue()).send(Message.of(Json.write(reply)));
    }
}
