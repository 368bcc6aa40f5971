package dev.latchkey.local;

import com.amazonaws.services.lambda.runtime.LambdaLogger;
import dev.latchkey.local.gateway.LambdaFunction;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Invokes functions again and again, as EventBridge's schedules do: the first time at once, for a machine may never run as long
 * as a schedule takes. Each has a thread of its own, so that one that hangs holds no other up.
 */
final class LocalSchedules implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(10);

    private final LambdaLogger log;
    private final List<ScheduledExecutorService> threads = new ArrayList<>();

    LocalSchedules(LambdaLogger log) {
        this.log = log;
    }

    /** @param input JSON */
    void open(LambdaFunction function, String input, Duration every) {
        ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor();
        threads.add(thread);
        // It ends with its thread.
        Future<?> unused =
                thread.scheduleAtFixedRate(() -> invoke(function, input), 0, every.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void invoke(LambdaFunction function, String input) {
        try {
            function.invoke(input.getBytes(StandardCharsets.UTF_8), log);
        } catch (IOException | RuntimeException | Error e) {
            // Whatever a function throws takes down its own call only, as it would its own Lambda container.
        }
    }

    /** Lets what is under way end. */
    @Override
    public void close() {
        threads.forEach(ScheduledExecutorService::shutdown);
        try {
            for (ScheduledExecutorService thread : threads) {
                if (!thread.awaitTermination(FAREWELL.toSeconds(), TimeUnit.SECONDS)) {
                    thread.shutdownNow();
                }
            }
        } catch (InterruptedException e) {
            threads.forEach(ScheduledExecutorService::shutdownNow);
            Thread.currentThread().interrupt();
        }
    }
}
