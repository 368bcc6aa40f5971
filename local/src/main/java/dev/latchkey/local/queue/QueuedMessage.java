package dev.latchkey.local.queue;

import java.time.Instant;

/**
 * A message that waits.
 *
 * @param group whose it is; empty for nobody's
 * @param receipts how many times it has been handed out
 */
record QueuedMessage(String id, String text, String group, Instant due, int receipts) {
    QueuedMessage receivedOnceMore() {
        return new QueuedMessage(id, text, group, due, receipts + 1);
    }

    /** It may carry names: it does not print. */
    @Override
    public String toString() {
        return "QueuedMessage[" + id + "]";
    }
}
