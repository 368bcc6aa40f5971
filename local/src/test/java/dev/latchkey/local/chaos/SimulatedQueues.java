package dev.latchkey.local.chaos;

import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.functions.queue.SqsEvent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * SQS by a clock that a test moves. A message that is not worked off comes again at once, for the time in which its function is
 * dead is no time of the worker's, and is given up after as many attempts as the template says.
 */
final class SimulatedQueues {
    /** Works messages off. Returns the answer that says which of them come again. */
    interface Worker {
        /** @param attempt how many times some of them have come by now, this time counted */
        String work(String event, int attempt) throws Exception;
    }

    private record Message(long number, String text, Instant due, int receipts) {}

    private record Queue(Worker worker, int batch, int mostReceipts, PriorityQueue<Message> messages) {}

    private final Clock clock;
    private final Map<String, Queue> queues = new LinkedHashMap<>();
    private final List<String> dead = new ArrayList<>();
    private long sent;

    SimulatedQueues(Clock clock) {
        this.clock = clock;
    }

    /** @param batch how many messages the worker is handed at most */
    void open(String name, int batch, int mostReceipts, Worker worker) {
        queues.put(
                name,
                new Queue(
                        worker,
                        batch,
                        mostReceipts,
                        new PriorityQueue<>(Comparator.comparing(Message::due).thenComparing(Message::number))));
    }

    /** The answer to SendMessageBatch. */
    synchronized Map<String, Object> send(String url, List<Map<String, Object>> entries, StormyAws.Entries failing) {
        List<Object> successful = new ArrayList<>();
        List<Object> failed = new ArrayList<>();
        for (Map<String, Object> entry : entries) {
            String id = String.valueOf(entry.get("Id"));
            if (failing.fails(entry)) {
                failed.add(Map.of("Id", id, "Code", "InternalError", "SenderFault", false));
            } else {
                String text = String.valueOf(entry.get("MessageBody"));
                send(url.substring(url.lastIndexOf('/') + 1), text, ((Number) entry.get("DelaySeconds")).longValue());
                successful.add(Map.of("Id", id, "MessageId", "m-" + sent, "MD5OfMessageBody", md5(text)));
            }
        }
        Map<String, Object> answer = new HashMap<>();
        answer.put("Successful", successful);
        answer.put("Failed", failed);
        return answer;
    }

    synchronized void send(String name, String text, long delaySeconds) {
        queues.get(name)
                .messages()
                .add(new Message(sent++, text, clock.instant().plusSeconds(delaySeconds), 0));
    }

    private static String md5(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    /** When the next message is due; empty when there is none. */
    synchronized Optional<Instant> nextDue() {
        return queues.values().stream()
                .flatMap(queue -> Optional.ofNullable(queue.messages().peek()).stream())
                .map(Message::due)
                .min(Comparator.naturalOrder());
    }

    /** Hands a function some of what is due. Returns false when nothing is. */
    boolean step() {
        for (Queue queue : queues.values()) {
            List<Message> batch = due(queue);
            if (!batch.isEmpty()) {
                List<String> again = work(queue, batch);
                batch.stream()
                        .filter(message -> again.contains(String.valueOf(message.number())))
                        .forEach(message -> takeBack(queue, message));
                return true;
            }
        }
        return false;
    }

    private synchronized List<Message> due(Queue queue) {
        List<Message> batch = new ArrayList<>();
        Instant now = clock.instant();
        while (batch.size() < queue.batch()
                && !queue.messages().isEmpty()
                && !queue.messages().peek().due().isAfter(now)) {
            batch.add(queue.messages().remove());
        }
        return batch;
    }

    private static List<String> work(Queue queue, List<Message> batch) {
        String event = SqsEvent.write(batch.stream()
                .map(message -> new ReceivedMessage(
                        String.valueOf(message.number()), message.text(), "chaos", "", message.receipts() + 1))
                .toList());
        try {
            int attempt = 1 + batch.stream().mapToInt(Message::receipts).max().orElse(0);
            return SqsEvent.failed(queue.worker().work(event, attempt));
        } catch (Exception | Error e) {
            // Whoever worked is dead: all of them come again.
            return batch.stream()
                    .map(message -> String.valueOf(message.number()))
                    .toList();
        }
    }

    private synchronized void takeBack(Queue queue, Message message) {
        if (message.receipts() + 1 == queue.mostReceipts()) {
            dead.add(message.text());
        } else {
            queue.messages().add(new Message(message.number(), message.text(), message.due(), message.receipts() + 1));
        }
    }

    /** What was given up. */
    List<String> dead() {
        return dead;
    }
}
