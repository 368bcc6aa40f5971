package dev.latchkey.aws;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/** Cuts what goes out into the requests that SQS and EventBridge take: the same number of entries and of bytes for both. */
final class Batches {
    /** The most bytes of one request, and so of one entry. */
    static final int MOST_BYTES = 256 * 1024;

    private static final int MOST_ENTRIES = 10;

    private Batches() {}

    /** In their order, each as full as it may be. An entry above {@link #MOST_BYTES} goes alone. */
    static <T> List<List<T>> of(List<T> entries, ToIntFunction<T> bytesOf) {
        List<List<T>> batches = new ArrayList<>();
        List<T> batch = new ArrayList<>();
        int bytes = 0;
        for (T entry : entries) {
            int length = bytesOf.applyAsInt(entry);
            if (!batch.isEmpty() && (batch.size() == MOST_ENTRIES || bytes + length > MOST_BYTES)) {
                batches.add(List.copyOf(batch));
                batch.clear();
                bytes = 0;
            }
            batch.add(entry);
            bytes += length;
        }
        if (!batch.isEmpty()) {
            batches.add(List.copyOf(batch));
        }
        return batches;
    }
}
