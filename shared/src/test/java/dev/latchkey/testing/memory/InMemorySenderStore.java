package dev.latchkey.testing.memory;

import dev.latchkey.app.AppName;
import dev.latchkey.command.Sender;
import dev.latchkey.command.SenderId;
import dev.latchkey.command.SenderStore;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Keeps who sends commands for whom. */
public final class InMemorySenderStore implements SenderStore {
    private final Map<String, Sender> senders = new TreeMap<>();

    @Override
    public synchronized Optional<Sender> find(SenderId id) {
        return Optional.ofNullable(senders.get(id.value()));
    }

    @Override
    public synchronized boolean add(Sender sender) {
        Sender there = senders.putIfAbsent(sender.id().value(), sender);
        return there == null || there.app().equals(sender.app());
    }

    @Override
    public synchronized List<Sender> list(AppName app) {
        return senders.values().stream()
                .filter(sender -> sender.app().equals(app))
                .toList();
    }

    @Override
    public synchronized boolean remove(AppName app, SenderId id) {
        Sender there = senders.get(id.value());
        return there != null && there.app().equals(app) && senders.remove(id.value(), there);
    }
}
