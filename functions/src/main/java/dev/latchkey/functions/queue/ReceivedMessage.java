package dev.latchkey.functions.queue;

/**
 * A message as it came from a queue.
 *
 * @param id SQS's own
 * @param text what was sent
 * @param sender who sent it, as SQS knows the principal: the {@code SenderId} of its attributes; empty when SQS does not say
 * @param queue the ARN of the queue that it came from; empty when SQS does not say
 * @param receipts how many times it has come by now, this time counted; at least 1
 */
public record ReceivedMessage(String id, String text, String sender, String queue, int receipts) {
    /** It may carry names: it does not print. */
    @Override
    public String toString() {
        return "ReceivedMessage[" + id + "]";
    }
}
