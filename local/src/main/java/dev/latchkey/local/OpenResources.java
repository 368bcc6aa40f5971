package dev.latchkey.local;

import java.util.ArrayDeque;
import java.util.Deque;

/** What has been opened so far. The last is the first to be closed, so that nobody calls what is closed already. */
final class OpenResources implements AutoCloseable {
    private final Deque<AutoCloseable> opened = new ArrayDeque<>();

    <T extends AutoCloseable> T with(T next) {
        opened.push(next);
        return next;
    }

    @Override
    public void close() {
        while (!opened.isEmpty()) {
            try {
                opened.pop().close();
            } catch (Exception e) {
                // Nobody is left to tell, and the others are to be closed too.
            }
        }
    }
}
