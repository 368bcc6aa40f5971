package dev.latchkey.local;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.local.queue.LocalQueue;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.template.TemplateQueue;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The queues of template.yaml that a function works off, each in a folder of its own. They are opened when the functions are
 * made, which know them before; what is sent to one that nobody works off is an error.
 */
final class LocalQueues implements AutoCloseable {
    private static final int AT_ONCE = 20;

    private final Path folder;
    private final Clock clock;
    private final LambdaLogger log;
    private final Map<String, LocalQueue> opened = new ConcurrentHashMap<>();

    LocalQueues(Path folder, Clock clock, LambdaLogger log) {
        this.folder = folder;
        this.clock = clock;
        this.log = log;
    }

    /** @param logicalId its name in template.yaml */
    MessageQueue named(String logicalId) {
        return messages -> {
            LocalQueue queue = opened.get(logicalId);
            if (queue == null) {
                throw new IllegalStateException("nobody works off the queue " + logicalId);
            }
            queue.send(messages);
        };
    }

    /** What it is called where its messages are worked off. */
    static String arn(String logicalId) {
        return "arn:aws:sqs:local:000000000000:" + logicalId;
    }

    /** From now on the function works this queue off, beginning with what an earlier process left in it. */
    void open(TemplateQueue queue, LambdaFunction function) {
        String name = queue.name();
        LocalQueue.Limits limits = new LocalQueue.Limits(AT_ONCE, queue.mostReceipts());
        opened.put(name, LocalQueue.open(arn(name), folder.resolve(name), function, limits, clock, log));
    }

    @Override
    public void close() {
        opened.values().forEach(LocalQueue::close);
    }
}
