package dev.latchkey.functions.http;

import dev.latchkey.problem.Reason;
import org.jspecify.annotations.Nullable;

/**
 * How a request ended.
 *
 * @param refused why it was refused; null when it was not
 * @param failure what broke; null unless the refusal is an outage or a defect
 */
record Outcome(
        Response response,
        @Nullable Reason refused,
        @Nullable RuntimeException failure) {}
