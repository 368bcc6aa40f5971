package dev.latchkey.local.queue;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.functions.queue.SqsEvent;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.queue.Message;
import dev.latchkey.queue.MessageQueue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/**
 * A queue on this machine, with a function that works it off, a message at a time. A message that the function does not manage
 * comes again; after some times it is put to the dead letters, and the log says so. Moved back into the queue's folder, it is worked
 * off when the queue is opened again.
 */
public final class LocalQueue implements MessageQueue, AutoCloseable {
    private static final String SENDER = "local";
    private static final Duration AGAIN_AFTER = Duration.ofSeconds(5);
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final String arn;
    private final QueueFolder folder;
    private final LambdaFunction function;
    private final Limits limits;
    private final Clock clock;
    private final LambdaLogger log;
    private final ExecutorService workers = Executors.newCachedThreadPool();

    private final Deque<QueuedMessage> ready = new ArrayDeque<>();
    private final Map<String, Integer> atWorkByGroup = new HashMap<>();
    private int atWork;

    private LocalQueue(
            String arn, QueueFolder folder, LambdaFunction function, Limits limits, Clock clock, LambdaLogger log) {
        this.arn = arn;
        this.folder = folder;
        this.function = function;
        this.limits = limits;
        this.clock = clock;
        this.log = log;
    }

    /**
     * What a queue is limited to.
     *
     * @param mostAtOnce how many messages are worked off at the same time; of one group a quarter of them at most
     * @param mostReceipts how many times a message comes before it is put to the dead letters
     */
    public record Limits(int mostAtOnce, int mostReceipts) {
        int mostOfAGroup() {
            return Math.max(1, mostAtOnce / 4);
        }
    }

    /**
     * Opens the queue, and begins to work off what an earlier process left in it.
     *
     * @param arn what its function is told that messages come from
     */
    public static LocalQueue open(
            String arn, Path folder, LambdaFunction function, Limits limits, Clock clock, LambdaLogger log) {
        LocalQueue queue = new LocalQueue(arn, new QueueFolder(folder), function, limits, clock, log);
        queue.folder.open().forEach(queue::await);
        return queue;
    }

    @Override
    public void send(List<Message> messages) {
        for (Message message : messages) {
            await(folder.keep(message.text(), message.group(), clock.instant().plus(message.delay())));
        }
    }

    private void await(QueuedMessage message) {
        Duration wait = Duration.between(clock.instant(), message.due());
        await(message, wait);
    }

    private void await(QueuedMessage message, Duration wait) {
        CompletableFuture.delayedExecutor(Math.max(0, wait.toMillis()), TimeUnit.MILLISECONDS, workers)
                .execute(() -> enqueue(message));
    }

    private synchronized void enqueue(QueuedMessage message) {
        ready.add(message);
        dispatch();
    }

    private synchronized void dispatch() {
        Iterator<QueuedMessage> waiting = ready.iterator();
        while (atWork < limits.mostAtOnce() && waiting.hasNext() && !workers.isShutdown()) {
            QueuedMessage message = waiting.next();
            if (isFair(message)) {
                waiting.remove();
                atWork++;
                atWorkByGroup.merge(message.group(), 1, Integer::sum);
                workers.execute(() -> work(message.receivedOnceMore()));
            }
        }
    }

    private boolean isFair(QueuedMessage message) {
        return message.group().isEmpty() || atWorkByGroup.getOrDefault(message.group(), 0) < limits.mostOfAGroup();
    }

    private synchronized void ended(QueuedMessage message) {
        atWork--;
        atWorkByGroup.computeIfPresent(message.group(), (group, count) -> count == 1 ? null : count - 1);
        dispatch();
    }

    private void work(QueuedMessage message) {
        try {
            if (isWorkedOff(message)) {
                folder.delete(message);
            } else if (message.receipts() < limits.mostReceipts()) {
                await(message, AGAIN_AFTER);
            } else {
                folder.bury(message);
                log.log(DeadLetterLog.line(function.name(), message));
            }
        } finally {
            ended(message);
        }
    }

    // Whatever a function throws, errors included, takes down its own call only, as it would its own Lambda container.
    private boolean isWorkedOff(QueuedMessage message) {
        String event = SqsEvent.write(
                List.of(new ReceivedMessage(message.id(), message.text(), SENDER, arn, message.receipts())));
        try {
            byte[] answer = function.invoke(event.getBytes(StandardCharsets.UTF_8), log);
            return SqsEvent.failed(new String(answer, StandardCharsets.UTF_8)).isEmpty();
        } catch (IOException | RuntimeException | Error e) {
            return false;
        }
    }

    /** Waits for what is being worked off. The rest stays in the folder. */
    @Override
    public void close() {
        synchronized (this) {
            workers.shutdown(); // not while a message is being handed to them
        }
        try {
            if (!workers.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                workers.shutdownNow();
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
