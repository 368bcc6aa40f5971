package dev.latchkey.bench.harness;

import java.util.function.Function;

/**
 * A call that is measured.
 *
 * @param name as the tables have it
 * @param api by which it comes
 * @param function the logical id of the function behind it
 * @param refused whether it is a call that must be refused; one that must not otherwise
 * @param once sets the stage for one such call, and gives the event
 */
public record Call(String name, Api api, String function, boolean refused, Function<Harness, String> once) {
    /** An event that has not been told to anybody, with all that it needs. */
    public String event(Harness stage) {
        return once.apply(stage);
    }

    @Override
    public String toString() {
        return name;
    }
}
