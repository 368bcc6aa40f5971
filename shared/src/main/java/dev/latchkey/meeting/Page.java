package dev.latchkey.meeting;

import java.util.List;
import java.util.Optional;

/**
 * Some of a longer list.
 *
 * @param next where the page after this one starts; empty when this is the last
 */
public record Page<T>(List<T> entries, Optional<String> next) {
    public Page {
        entries = List.copyOf(entries);
    }
}
