package dev.latchkey.queue;

/** The queues of apps to which answers go that hold a secret, each by the name that the operator has given. */
public interface ReplyQueues {
    /** @param name as SQS knows it; a queue is looked for when something is sent */
    MessageQueue named(String name);
}
