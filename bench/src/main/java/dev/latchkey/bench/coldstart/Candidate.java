package dev.latchkey.bench.coldstart;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Something that is started and timed.
 *
 * @param folder where it is started
 * @param event a new one for each call
 * @param restored whether its time counts from the restoring of a snapshot instead of from the start of its process
 */
record Candidate(
        String name,
        List<String> command,
        Path folder,
        Map<String, String> variables,
        Supplier<String> event,
        boolean restored) {
    Candidate(String name, List<String> command, Path folder, Map<String, String> variables, Supplier<String> event) {
        this(name, command, folder, variables, event, false);
    }

    /** The same with a share of a processor. */
    Candidate within(ProcessorShare share) {
        return new Candidate(name, share.within(command), folder, variables, event, restored);
    }

    boolean isJava() {
        return command.get(0).endsWith("java");
    }

    @Override
    public String toString() {
        return name;
    }
}
