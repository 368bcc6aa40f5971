package dev.latchkey.command;

import dev.latchkey.app.AppName;
import java.util.List;
import java.util.Optional;

/** Where it is kept which app a sender speaks for: one and no other. */
public interface SenderStore {
    Optional<Sender> find(SenderId id);

    /** Returns false, and changes nothing, when the sender speaks for another app. One that speaks for this app already stays. */
    boolean add(Sender sender);

    /** Those of the app, in the order of their ids. One that was added a moment ago may be missing yet. */
    List<Sender> list(AppName app);

    /** From now on the sender speaks for nobody. Returns false when it did not speak for that app. */
    boolean remove(AppName app, SenderId id);
}
