package dev.latchkey.testing.memory;

import dev.latchkey.app.App;
import dev.latchkey.statuslist.StatusListId;
import dev.latchkey.statuslist.StatusListStore;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Remembers whose session tokens are void. */
public final class InMemoryStatusListStore implements StatusListStore {
    private final Memory memory;

    public InMemoryStatusListStore(Memory memory) {
        this.memory = memory;
    }

    @Override
    public Voided read(StatusListId list, Instant since) {
        synchronized (memory) {
            App app = memory.apps.get(list.app());
            if (app == null || !app.enabled()) {
                return new Voided(true, Set.of());
            }
            return new Voided(
                    false,
                    memory.voided.stream()
                            .filter(one ->
                                    one.list().equals(list) && !one.since().isBefore(since))
                            .map(Memory.Voided::index)
                            .collect(Collectors.toSet()));
        }
    }
}
