/** What a function says of its calls: log lines, the metrics that CloudWatch reads from them, and what a failure is called. */
@NullMarked
package dev.latchkey.functions.telemetry;

import org.jspecify.annotations.NullMarked;
