package dev.latchkey.functions.command;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.app.App;
import dev.latchkey.command.CommandAnswer;
import dev.latchkey.command.CommandKey;
import dev.latchkey.command.CommandStore;
import dev.latchkey.command.CommandStore.Standing;
import dev.latchkey.functions.http.Problems;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.functions.queue.MessageHandler;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.functions.token.TokenCreation;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;

/**
 * Carries out what apps' servers ask for by message, and keeps how each command was answered: the table's stream tells that. A
 * command that comes again changes nothing and is answered once.
 */
public final class CommandHandler implements MessageHandler {
    private final CommandSource source;
    private final CommandStore commands;
    private final CommandExecution execution;
    private final TokenCreation tokens;
    private final TokenReplies replies;
    private final Clock clock;
    private final AuditLog auditLog;

    /** For Lambda. */
    public CommandHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public CommandHandler(Platform platform) {
        Services services = new Services(platform);
        this.source = new CommandSource(
                services.senders(), services.apps(), platform.busCommandsQueue(), services.auditLog());
        this.commands = services.commands();
        this.tokens = new TokenCreation(services);
        this.replies = new TokenReplies(platform.replyQueues());
        this.execution = new CommandExecution(services, tokens, replies);
        this.clock = services.clock();
        this.auditLog = services.auditLog();
    }

    @Override
    public void take(ReceivedMessage received) {
        CommandSource.Sent sent = source.read(received);
        CommandMessage message = CommandMessage.read(sent.app().name(), sent.text());
        Instant now = clock.instant();
        Standing standing = commands.begin(message.key(), now);
        if (standing instanceof Standing.Busy) {
            throw new IllegalStateException("the command is being carried out: it is to come again");
        }
        if (standing instanceof Standing.Answered answered) {
            replyAgain(sent.app(), message.key(), answered.answer());
            return;
        }
        CommandAnswer answer = answer(sent.app(), message, standing, now);
        commands.answer(message.key(), answer);
        record(answer);
    }

    /** The token of the first time, as long as it is known: whoever sends a command again may have missed it. */
    private void replyAgain(App app, CommandKey key, CommandAnswer answer) {
        boolean hasToken =
                answer.succeeded() && CommandType.CREATE_TOKEN.wireName().equals(answer.type());
        if (hasToken && app.enabled() && !app.replyQueue().isEmpty()) {
            tokens.find(key.idempotency()).ifPresent(issued -> replies.send(app, key, issued));
        }
    }

    private CommandAnswer answer(App app, CommandMessage message, Standing standing, Instant now) {
        try {
            return answered(app, message, now, true, carryOut(app, message, standing));
        } catch (RefusedException e) {
            if (e.reason().isFault()) {
                // No answer: it is to come again.
                throw e;
            }
            String instance = "/commands/" + message.key().by().replaceFirst("command:", "");
            return answered(app, message, now, false, Problems.json(e, instance));
        }
    }

    private Map<String, Object> carryOut(App app, CommandMessage message, Standing standing) {
        if (!app.enabled()) {
            throw new RefusedException(Reason.FORBIDDEN, "this app is switched off");
        }
        RefusedException refusal = message.refusal();
        if (refusal != null) {
            throw refusal;
        }
        Command command = message.command();
        if (command == null || !(standing instanceof Standing.Begun begun)) {
            throw new RefusedException(
                    Reason.IDEMPOTENCY_CONFLICT, "a command of this id came with other content before");
        }
        return execution.carryOut(app, message.key(), command, begun.progress());
    }

    private static CommandAnswer answered(
            App app, CommandMessage message, Instant now, boolean succeeded, Map<String, Object> says) {
        CommandType type = message.type();
        return new CommandAnswer(
                app.name(),
                message.key().id(),
                type == null ? null : type.wireName(),
                message.key().by(),
                now,
                succeeded,
                says);
    }

    private void record(CommandAnswer answer) {
        AuditEvent about =
                AuditEvent.about(AuditEvent.What.COMMAND).app(answer.app()).by(answer.by());
        String type = answer.type();
        auditLog.record(
                answer.succeeded()
                        ? about.granted().rule(type == null ? "" : type)
                        : about.outcome("refused")
                                .rule(String.valueOf(answer.says().get("code"))));
    }
}
