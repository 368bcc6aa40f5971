package dev.latchkey.testing;

import dev.latchkey.retry.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that all start at once, and are in no hurry: how many tests run beside this one decides nothing. */
public final class SimultaneousThreads {
    /** Longer than a virtual machine is stopped for while it is copied or moved. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private SimultaneousThreads() {}

    /** What each of them came back with. Fails when one of them failed. */
    public static <T> List<T> of(List<Callable<T>> people) {
        ExecutorService threads = Executors.newFixedThreadPool(people.size());
        try {
            CountDownLatch ready = new CountDownLatch(people.size());
            List<Future<T>> under = new ArrayList<>();
            for (Callable<T> person : people) {
                under.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return Deadline.ofCall(PATIENCE).run(() -> call(person));
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : under) {
                results.add(future.get());
            }
            return results;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static <T> T call(Callable<T> person) {
        try {
            return person.call();
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    public static <T> List<T> of(int size, Callable<T> person) {
        return of(java.util.Collections.nCopies(size, person));
    }
}
