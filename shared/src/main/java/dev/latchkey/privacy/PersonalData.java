package dev.latchkey.privacy;

import dev.latchkey.room.RoomName;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Everything that is kept of people. Each call goes on with a search until it is over or {@code enough} says so. */
public interface PersonalData {
    /** How many traces one export shows at most. */
    int MOST_SHOWN = 200;

    Export export(Search from, BooleanSupplier enough);

    /**
     * Erases a person, who is put out of every room first. It can be repeated, and begun anew after a call that died.
     */
    Erasure erase(Search from, Instant now, BooleanSupplier enough);

    /** @param reached where the next call goes on */
    record Export(Search reached, List<Trace> traces) {
        public Export {
            traces = List.copyOf(traces);
        }
    }

    /**
     * @param reached where the next call goes on
     * @param counts how much of which kind was erased
     * @param mentions rooms of which an item still names the person by an id or an address, as text of the app's own
     */
    record Erasure(Search reached, Map<Kind, Integer> counts, Set<RoomName> mentions) {
        public Erasure {
            counts = Map.copyOf(counts);
            mentions = Set.copyOf(mentions);
        }
    }

    /** What is kept of people. */
    enum Kind {
        /** Somebody inside, who is put out. */
        PUT_OUT,
        /** Somebody's time in a meeting: the entry stays, and nobody can tell whose it was. */
        MEETING,
        /** Forgotten, open or ended. */
        REQUEST,
        /** It holds on, under a digest. */
        BAN,
        /** Forgotten: the next repeat is a first time. */
        REPEAT,
        /** Forgotten, delivered or not: an event that was kept for a webhook, or one that nobody could be told of. */
        EVENT
    }
}
