package dev.latchkey.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What each scenario of events/ changes: consequences.txt, which says how to read it. */
final class Consequences {
    /**
     * Refusals that write: whoever's time is up is put out by the heartbeat that finds it; entries without a token are counted;
     * who waits at LiveKit's endpoint is refused there.
     */
    static final Set<String> OF_REFUSALS =
            Set.of("heartbeat.time-up", "connect.time-up", "join-request.room-full", "live-kit-token.waiting");

    private static final Map<String, List<String>> BY_EVENT = read();

    private Consequences() {}

    /** In the words of {@link Contents#since}; nothing for a scenario that is not listed. */
    static List<String> of(Scenarios.Scenario scenario) {
        return BY_EVENT.getOrDefault(scenario.event(), List.of());
    }

    /** Those that change something. */
    static Set<String> events() {
        return BY_EVENT.keySet();
    }

    private static Map<String, List<String>> read() {
        Map<String, List<String>> changes = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : lines()) {
            if (line.startsWith("  ")) {
                current.add(line.strip());
            } else if (!line.isBlank() && !line.startsWith("#")) {
                current = new ArrayList<>();
                if (changes.put(line, current) != null) {
                    throw new AssertionError(line + " is there twice");
                }
            }
        }
        return changes;
    }

    private static List<String> lines() {
        try {
            return Files.readAllLines(Yaml.file("functions/src/test/resources/consequences.txt"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
