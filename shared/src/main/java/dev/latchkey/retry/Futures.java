package dev.latchkey.retry;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/** Waits for requests that are under way beside others. */
public final class Futures {
    /**
     * A thread for each. The JDK's common pool has as many as there are further processors, which from JDK 25 on is one where there
     * are two, or one: what waits in it for an answer of AWS would hold up all others, for longer than a call has time.
     */
    private static final Executor THREADS = work -> {
        Thread thread = new Thread(work, "beside");
        thread.setDaemon(true);
        thread.start();
    };

    private Futures() {}

    /** Begins something beside what this thread does, bound to the same deadline. */
    public static <T> CompletableFuture<T> start(Supplier<T> work) {
        Deadline deadline = Deadline.current();
        return CompletableFuture.supplyAsync(() -> deadline.run(work), THREADS);
    }

    public static CompletableFuture<Void> start(Runnable work) {
        return start(() -> {
            work.run();
            return null;
        });
    }

    /** What came out of it; what went wrong is thrown as it was there. */
    public static <T> T await(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }
}
