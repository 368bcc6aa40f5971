package dev.latchkey.bench.stage;

import java.util.function.Function;

/**
 * A call that is measured.
 *
 * @param name as the tables have it
 * @param function the logical id of the function behind it
 * @param once sets the stage for one such call, and gives the event
 */
public record Call(String name, String function, Function<Stage, String> once) {
    /** An event that has not been told to anybody, with all that it needs. */
    public String event(Stage stage) {
        return once.apply(stage);
    }

    @Override
    public String toString() {
        return name;
    }
}
