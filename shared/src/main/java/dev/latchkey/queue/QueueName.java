package dev.latchkey.queue;

import java.util.Locale;

/** The queues that functions send to. template.yaml has each under the same name, as {@code WebhookDeliveries}. */
public enum QueueName {
    /** Events on their way to one endpoint each. */
    WEBHOOK_DELIVERIES,
    /** What may be due, kept back until it is. */
    DEADLINES,
    /** What is to be told by live connections. */
    LIVE_PUSHES,
    /** Events that a media server has to do something about, and looks at meetings that are due. */
    MEDIA_EVENTS;

    /** The environment variable that holds the queue's address. */
    public String variable() {
        return name() + "_QUEUE_URL";
    }

    /** The queue's name in template.yaml. */
    public String logicalId() {
        StringBuilder id = new StringBuilder();
        for (String word : name().split("_")) {
            id.append(word.charAt(0)).append(word.substring(1).toLowerCase(Locale.ROOT));
        }
        return id.toString();
    }
}
