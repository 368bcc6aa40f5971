package dev.latchkey.local.queue;

import static org.assertj.core.api.Assertions.assertThat;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.latchkey.functions.queue.MessageHandler;
import dev.latchkey.functions.queue.ReceivedMessage;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.queue.Message;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalQueueTest {
    private static final LambdaLogger SILENT = new LambdaLogger() {
        @Override
        public void log(String line) {}

        @Override
        public void log(byte[] line) {}
    };

    @TempDir
    Path folder;

    private final BlockingQueue<ReceivedMessage> taken = new LinkedBlockingQueue<>();

    private LocalQueue open(int mostAtOnce, MessageHandler handler) {
        LambdaFunction function = new LambdaFunction("WorkFunction", handler, Duration.ofSeconds(30));
        return LocalQueue.open(folder, function, mostAtOnce, Clock.systemUTC(), SILENT);
    }

    private ReceivedMessage next() throws InterruptedException {
        ReceivedMessage message = taken.poll(20, TimeUnit.SECONDS);
        assertThat(message).as("within twenty seconds").isNotNull();
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
            queue.send(List.of(new Message("late", Duration.ofSeconds(1), ""), Message.of("early")));
            assertThat(next().text()).isEqualTo("early");
            assertThat(next().text()).isEqualTo("late");
        }
    }

    @Test
    void whatIsNotWorkedOffIsStillThereAfterARestart() throws Exception {
        LocalQueue stopped = open(1, taken::add);
        stopped.send(new Message("later", Duration.ofSeconds(1), "somebody"));
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
    void oneThatNobodyCanWorkOffIsPutToTheDeadLetters() throws Exception {
        QueueFolder kept = new QueueFolder(folder);
        kept.open();
        QueuedMessage message = kept.keep("poison", "", Clock.systemUTC().instant());
        kept.bury(message);
        assertThat(kept.open()).isEmpty();
        assertThat(Files.readString(folder.resolve("dead").resolve(message.id()), StandardCharsets.UTF_8))
                .contains("poison");
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
