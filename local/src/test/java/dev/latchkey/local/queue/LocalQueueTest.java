package dev.latchkey.local.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.latchkey.functions.queue.MessageHandler;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.json.Json;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.queue.Message;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalQueueTest {
    /** Longer than a busy machine takes to send a message. */
    private static final Duration A_WHILE = Duration.ofSeconds(3);

    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final LambdaLogger log = new LambdaLogger() {
        @Override
        public void log(String line) {
            logged.add(line);
        }

        @Override
        public void log(byte[] line) {}
    };

    @TempDir
    Path folder;

    private final BlockingQueue<ReceivedMessage> taken = new LinkedBlockingQueue<>();

    private LocalQueue open(int mostAtOnce, MessageHandler handler) {
        LambdaFunction function = new LambdaFunction("WorkFunction", handler, Duration.ofSeconds(30));
        LocalQueue.Limits limits = new LocalQueue.Limits(mostAtOnce, 2);
        return LocalQueue.open(
                "arn:aws:sqs:local:000000000000:Queue", folder, function, limits, Clock.systemUTC(), log);
    }

    private ReceivedMessage next() throws InterruptedException {
        ReceivedMessage message = taken.poll(60, TimeUnit.SECONDS);
        assertThat(message).as("within a minute").isNotNull();
        return message;
    }

    private long files() throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void messagesAreHandedToTheFunction() throws Exception {
        LocalQueue queue = open(4, taken::add);
        queue.send(List.of(Message.of("one\ntwo ü")));
        assertThat(next().text()).isEqualTo("one\ntwo ü");
        queue.close();
        assertThat(files()).isZero();
    }

    @Test
    void oneThatIsKeptBackComesAfterOneThatIsNot() throws Exception {
        try (LocalQueue queue = open(1, taken::add)) {
            queue.send(List.of(new Message("late", A_WHILE, ""), Message.of("early")));
            assertThat(next().text()).isEqualTo("early");
            assertThat(next().text()).isEqualTo("late");
        }
    }

    @Test
    void whatIsNotWorkedOffIsStillThereAfterARestart() throws Exception {
        LocalQueue stopped = open(1, taken::add);
        stopped.send(new Message("later", A_WHILE, "somebody"));
        stopped.close();
        assertThat(taken).isEmpty();

        LocalQueue again = open(1, taken::add);
        assertThat(next().text()).isEqualTo("later");
        again.close();
    }

    @Test
    void aMessageOfWhichOnlyADraftWasWrittenIsNone() throws Exception {
        Files.writeString(folder.resolve("000000000000001-x.new"), "\nhalf");
        open(1, taken::add).close();
        assertThat(files()).isZero();
        assertThat(taken).isEmpty();
    }

    @Test
    void oneThatFailsComesAgain() throws Exception {
        try (LocalQueue queue = open(1, message -> {
            taken.add(message);
            if (message.receipts() == 1) {
                throw new IllegalStateException("not at the first time");
            }
        })) {
            queue.send(Message.of("stubborn"));
            assertThat(next().receipts()).isEqualTo(1);
            assertThat(next().receipts()).isEqualTo(2);
        }
        assertThat(files()).isZero();
    }

    @Test
    void oneThatNobodyCanWorkOffIsPutToTheDeadLettersAndTheLogSaysSo() throws Exception {
        LocalQueue queue = open(1, message -> {
            taken.add(message);
            throw new IllegalStateException("never");
        });
        queue.send(Message.of("poison").inGroup("somebody"));
        assertThat(next().receipts()).isEqualTo(1);
        assertThat(next().receipts()).isEqualTo(2);
        queue.close();

        assertThat(files()).isZero();
        assertThat(dead()).singleElement().satisfies(message -> {
            assertThat(Files.readString(message)).isEqualTo("somebody\npoison");
            assertThat(logged)
                    .filteredOn(line -> line.contains("dead_letter"))
                    .singleElement()
                    .satisfies(line -> {
                        assertThat(Json.readObject(line))
                                .containsEntry("level", "ERROR")
                                .containsEntry("function", "WorkFunction")
                                .containsEntry("message", message.getFileName().toString())
                                .containsEntry("receipts", 2L);
                        assertThat(line).doesNotContain("poison", "somebody");
                    });
        });
        assertThat(taken).isEmpty();
    }

    @Test
    void aDeadLetterThatIsPutBackIsWorkedOff() throws Exception {
        QueueFolder kept = new QueueFolder(folder);
        kept.open();
        QueuedMessage message = kept.keep("mended", "", Clock.systemUTC().instant());
        kept.bury(message);
        open(1, taken::add).close();
        assertThat(taken).isEmpty();

        Files.move(dead().get(0), folder.resolve(message.id()));
        LocalQueue queue = open(1, taken::add);
        assertThat(next().text()).isEqualTo("mended");
        queue.close();
    }

    private List<Path> dead() throws Exception {
        try (Stream<Path> files = Files.list(folder.resolve("dead"))) {
            return files.toList();
        }
    }

    @Test
    void aGroupWhoseMessagesHangLeavesRoomForOthers() throws Exception {
        CountDownLatch end = new CountDownLatch(1);
        try (LocalQueue queue = open(4, message -> {
            if (message.text().equals("hangs")) {
                await(end);
            }
            taken.add(message);
        })) {
            List<Message> messages = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                messages.add(Message.of("hangs").inGroup("slow"));
            }
            messages.add(Message.of("quick").inGroup("other"));
            queue.send(messages);
            assertThat(next().text()).isEqualTo("quick");
            end.countDown();
        }
    }

    private static void await(CountDownLatch end) {
        try {
            end.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
