package dev.latchkey.functions.queue;

import com.amazonaws.services.lambda.runtime.Context;
import dev.latchkey.functions.telemetry.Ending;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.functions.telemetry.RequestLog;
import dev.latchkey.retry.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One call of a handler of messages: each is worked off for itself, and one that fails holds no other up. */
final class MessageBatch {
    private final MessageHandler handler;
    private final List<String> failed = new ArrayList<>();
    private Ending ending = Ending.DONE;

    private MessageBatch(MessageHandler handler) {
        this.handler = handler;
    }

    static void run(MessageHandler handler, InputStream event, OutputStream answer, Context context)
            throws IOException {
        Deadline deadline = Deadline.ofCall(Duration.ofMillis(context.getRemainingTimeInMillis()));
        List<ReceivedMessage> messages = SqsEvent.read(new String(event.readAllBytes(), StandardCharsets.UTF_8));
        Invocation invocation = Invocation.begin(context, "");
        try {
            MessageBatch batch = new MessageBatch(handler);
            List<String> failed = deadline.run(() -> batch.take(messages));
            answer.write(SqsEvent.answer(failed).getBytes(StandardCharsets.UTF_8));
            context.getLogger()
                    .log(RequestLog.ofMessages(context, invocation, messages.size(), failed.size(), batch.ending));
        } finally {
            invocation.end();
        }
    }

    private List<String> take(List<ReceivedMessage> messages) {
        for (ReceivedMessage message : messages) {
            try {
                handler.take(message);
            } catch (RuntimeException e) {
                failed.add(message.id());
                ending = Ending.broken(e);
            }
        }
        return failed;
    }
}
