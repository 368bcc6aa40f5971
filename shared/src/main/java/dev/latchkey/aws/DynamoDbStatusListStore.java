package dev.latchkey.aws;

import dev.latchkey.app.App;
import dev.latchkey.statuslist.StatusListId;
import dev.latchkey.statuslist.StatusListStore;
import java.time.Instant;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads from the one table whose session tokens are void. */
public final class DynamoDbStatusListStore implements StatusListStore {
    private final Table table;

    public DynamoDbStatusListStore(Table table) {
        this.table = table;
    }

    @Override
    public Voided read(StatusListId list, Instant since) {
        boolean enabled = table.get(Key.app(list.app()))
                .map(AppItem::read)
                .filter(App::enabled)
                .isPresent();
        return enabled ? new Voided(false, indices(list, since)) : new Voided(true, Set.of());
    }

    private Set<Integer> indices(StatusListId list, Instant since) {
        return table.sortKeysFrom(Key.voided(list, since, 0)).stream()
                .map(VoidedItem::readIndex)
                .collect(Collectors.toSet());
    }
}
