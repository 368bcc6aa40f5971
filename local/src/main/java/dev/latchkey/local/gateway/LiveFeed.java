package dev.latchkey.local.gateway;

import java.util.function.Consumer;

/**
 * What goes on coming after an answer. An answer with the header {@value #HEADER} stays open, and what the feed has of that
 * topic is written after its body. The header itself is not.
 */
public interface LiveFeed {
    String HEADER = "latchkey-feed";

    /** For a gateway whose answers all end. */
    LiveFeed NONE = (topic, listener) -> () -> {};

    /**
     * @param listener is told each piece of text, on any thread, and must not wait
     * @return ends it
     */
    Runnable subscribe(String topic, Consumer<String> listener);
}
