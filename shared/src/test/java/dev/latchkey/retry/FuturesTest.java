package dev.latchkey.retry;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FuturesTest {
    private static final int MANY = 50;

    /** Each waits for all others, so none comes to its end unless all are under way at once. */
    @Test
    void whatWaitsHoldsUpNothingElse() {
        CyclicBarrier all = new CyclicBarrier(MANY);

        List<CompletableFuture<Integer>> under = IntStream.range(0, MANY)
                .mapToObj(i -> Futures.start(() -> {
                    try {
                        return all.await(60, TimeUnit.SECONDS);
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }))
                .toList();

        assertThat(under.stream().map(Futures::await)).hasSize(MANY).doesNotHaveDuplicates();
    }
}
