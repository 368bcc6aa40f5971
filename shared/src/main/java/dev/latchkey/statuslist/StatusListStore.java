package dev.latchkey.statuslist;

import java.time.Instant;
import java.util.Set;

/** Where it is kept whose session tokens are void before their end. Who takes somebody out writes it with that. */
public interface StatusListStore {
    /**
     * Reads, consistently, the indices in the list of all who were taken out since {@code since}, or whose place was taken over.
     */
    Voided read(StatusListId list, Instant since);

    /**
     * @param everybody whether all tokens of the app are void: it is switched off, or there is none
     * @param indices of the peers whose tokens are void
     */
    record Voided(boolean everybody, Set<Integer> indices) {
        public Voided {
            indices = Set.copyOf(indices);
        }
    }
}
