package dev.latchkey.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.retry.Deadline;
import dev.latchkey.testing.FaultyDynamoDb;
import dev.latchkey.testing.SimultaneousThreads;
import dev.latchkey.testing.Stalls;
import dev.latchkey.testing.TestTables;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.dynamodb.model.ProvisionedThroughputExceededException;

@Isolated("it measures time")
class TableTest {
    private static final Key KEY = new Key("p", "s");

    private final String name = TestTables.create();
    private final Table calm = new Table(TestTables.client(), name);

    @Test
    void aBatchThatIsAnsweredInPartIsAskedForUntilItIsWhole() {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            keys.add(new Key("p" + i, "s"));
            if (i % 2 == 0) {
                calm.put(Item.at(keys.get(i)).put("n", i));
            }
        }
        FaultyDynamoDb faulty = faulty(1).partialBatches(0.8);
        Map<Key, Item> found = new Table(faulty, name).get(keys);
        assertThat(faulty.injected()).isPositive();
        assertThat(found).containsOnlyKeys(keys.get(0), keys.get(2), keys.get(4), keys.get(6), keys.get(8));
        assertThat(found.get(keys.get(4)).number("n")).isEqualTo(4);
    }

    @Test
    void whatIsRefusedForGoodFailsBeforeTheCallHasToBeAnswered() {
        FaultyDynamoDb throttled = faulty(1).throttling(1);
        FaultyDynamoDb partial = faulty(1).partialBatches(1);
        long start = System.nanoTime();
        Duration stalls = Stalls.untilNow();
        SimultaneousThreads.of(List.of(
                () -> assertThatThrownBy(inThreeSeconds(() -> new Table(throttled, name).put(Item.at(KEY))))
                        .isInstanceOf(ProvisionedThroughputExceededException.class),
                () -> assertThatThrownBy(inThreeSeconds(() -> new Table(partial, name).get(List.of(KEY))))
                        .isInstanceOf(SdkException.class)));
        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isLessThan(Duration.ofSeconds(3).plus(Stalls.untilNow().minus(stalls)));
        assertThat(throttled.injected())
                .as("attempts, with pauses between them")
                .isBetween(6, 60);
        assertThat(partial.injected()).as("attempts, with pauses between them").isBetween(6, 60);
    }

    @Test
    void callWithoutTimeAsksNothing() {
        FaultyDynamoDb counted = faulty(1);
        ThrowingCallable late = () -> Deadline.ofCall(Duration.ZERO).run(() -> {
            new Table(counted, name).put(Item.at(KEY));
            return "put";
        });
        assertThatThrownBy(late).isInstanceOf(SdkException.class);
        assertThat(counted.writes()).isZero();
    }

    private static ThrowingCallable inThreeSeconds(Runnable work) {
        return () -> Deadline.ofCall(Duration.ofSeconds(3)).run(() -> {
            work.run();
            return "done";
        });
    }

    @Test
    void whatStandsInTheWayOfAPutIsHandedBack() {
        Item first = Item.at(KEY).put("by", "first");
        assertThat(calm.put(first, Condition.ABSENT)).isEmpty();
        assertThat(calm.put(Item.at(KEY).put("by", "second"), Condition.ABSENT)
                        .orElseThrow()
                        .text("by"))
                .isEqualTo("first");
    }

    @Test
    void ofATransactionAllOrNothingIsWritten() {
        calm.put(Item.at(KEY));
        Key other = new Key("p", "other");
        Table.Outcome outcome = calm.write(
                List.of(calm.putting(Item.at(other), Condition.ABSENT), calm.putting(Item.at(KEY), Condition.ABSENT)));
        assertThat(outcome.written()).isFalse();
        assertThat(outcome.failedAt(0)).isFalse();
        assertThat(outcome.failedAt(1)).isTrue();
        assertThat(calm.get(other)).isEmpty();
    }

    @Test
    void aTransactionWhoseAnswerIsLostHappensOnce() {
        Table rough = new Table(faulty(2).lostAnswers(0.6), name);
        for (int i = 0; i < 20; i++) {
            Table.Outcome outcome = rough.write(List.of(rough.updating(
                    KEY,
                    Change.of(
                            "SET n = if_not_exists(n, :zero) + :one",
                            Map.of(":zero", AttributeValue.fromN("0"), ":one", AttributeValue.fromN("1"))),
                    Condition.of(
                            "attribute_not_exists(n) OR n < :most", Map.of(":most", AttributeValue.fromN("15"))))));
            assertThat(outcome.written()).isEqualTo(i < 15);
        }
        assertThat(calm.get(KEY).orElseThrow().number("n")).isEqualTo(15);
    }

    private static FaultyDynamoDb faulty(long seed) {
        return new FaultyDynamoDb(TestTables.client(), seed);
    }
}
