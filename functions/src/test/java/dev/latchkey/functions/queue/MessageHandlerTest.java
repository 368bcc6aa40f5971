package dev.latchkey.functions.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.amazonaws.services.lambda.runtime.events.SQSEvent;
import com.amazonaws.services.lambda.runtime.tests.EventLoader;
import dev.latchkey.functions.http.NotedContext;
import dev.latchkey.json.Json;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.retry.Deadline;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class MessageHandlerTest {
    private static final String TWO_MESSAGES = "/queue/two-messages.json";

    private final NotedContext context = new NotedContext();
    private final List<ReceivedMessage> taken = new ArrayList<>();

    /** A function that does one thing with each message. */
    private static final class Doing implements MessageHandler {
        private final Consumer<ReceivedMessage> work;

        Doing(Consumer<ReceivedMessage> work) {
            this.work = work;
        }

        @Override
        public void take(ReceivedMessage message) {
            work.accept(message);
        }
    }

    @Test
    void messagesAreReadAsAwsTypesReadThem() {
        SQSEvent official = EventLoader.loadSQSEvent("queue/two-messages.json");

        call(taken::add, file());

        assertThat(taken)
                .isEqualTo(official.getRecords().stream()
                        .map(record -> new ReceivedMessage(
                                record.getMessageId(),
                                record.getBody(),
                                record.getAttributes().get("SenderId"),
                                record.getEventSourceArn(),
                                Integer.parseInt(record.getAttributes().get("ApproximateReceiveCount"))))
                        .toList())
                .hasSize(2);
    }

    @Test
    void messagesThatAreWorkedOffDoNotComeAgain() {
        assertThat(SqsEvent.failed(call(taken::add, file()))).isEmpty();
        assertThat(logged()).contains("\"messages\":2,\"failedMessages\":0").contains("\"level\":\"INFO\"");
    }

    @Test
    void oneThatFailsComesAgainAndHoldsNoOtherUp() {
        String answer = call(
                message -> {
                    taken.add(message);
                    if (taken.size() == 1) {
                        throw new IllegalStateException("Ada");
                    }
                },
                file());

        assertThat(taken).hasSize(2);
        assertThat(SqsEvent.failed(answer)).containsExactly(taken.get(0).id());
        assertThat(logged())
                .contains("\"failedMessages\":1")
                .contains("\"level\":\"ERROR\"")
                .contains("\"failure\":\"java.lang.IllegalStateException\"")
                .contains("\"Faults\":1")
                .doesNotContain("Ada");
    }

    @Test
    void whatIsRefusedComesAgainToo() {
        String answer = call(
                message -> {
                    throw new RefusedException(Reason.UNAVAILABLE, "not now");
                },
                file());
        assertThat(SqsEvent.failed(answer)).hasSize(2);
    }

    @Test
    void workEndsInTimeForTheAnswer() {
        call(
                message -> assertThat(Deadline.current().left())
                        .isLessThan(Duration.ofMillis(context.getRemainingTimeInMillis())),
                file());
        assertThat(logged()).contains("\"failedMessages\":0");
    }

    @Test
    void anotherKindOfEventIsNoBatch() {
        assertThatThrownBy(() -> call(taken::add, "{\"detail\":{}}")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatAPlaceWithoutSqsWritesIsReadTheSame() {
        List<ReceivedMessage> messages = List.of(
                new ReceivedMessage("1", "{\"a\":\"ü\"}", "somebody", "arn:aws:sqs:eu-west-1:1:q", 3),
                new ReceivedMessage("2", "b", "", "", 1));
        call(taken::add, SqsEvent.write(messages));
        assertThat(taken).isEqualTo(messages);
    }

    @Test
    void neverPrintsItself() {
        assertThat(new ReceivedMessage("1", "Ada", "somebody", "", 3).toString())
                .doesNotContain("Ada");
    }

    private String call(Consumer<ReceivedMessage> work, String event) {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        try {
            new Doing(work)
                    .handleRequest(new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)), answer, context);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return answer.toString(StandardCharsets.UTF_8);
    }

    private String logged() {
        Json.readObject(context.log());
        return context.log();
    }

    private static String file() {
        try (InputStream file = MessageHandlerTest.class.getResourceAsStream(TWO_MESSAGES)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
