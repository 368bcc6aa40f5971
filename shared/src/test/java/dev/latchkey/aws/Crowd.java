package dev.latchkey.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads that all start at once. */
final class Crowd {
    private Crowd() {}

    /** What each of them came back with. Fails when one of them failed. */
    static <T> List<T> of(List<Callable<T>> people) {
        ExecutorService threads = Executors.newFixedThreadPool(people.size());
        try {
            CountDownLatch ready = new CountDownLatch(people.size());
            List<Future<T>> under = new ArrayList<>();
            for (Callable<T> person : people) {
                under.add(threads.submit(() -> {
                    ready.countDown();
                    ready.await();
                    return person.call();
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

    static <T> List<T> of(int size, Callable<T> person) {
        return of(java.util.Collections.nCopies(size, person));
    }
}
