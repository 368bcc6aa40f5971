/** Stands in for the table's stream, its event sources and the bus: what was committed is told on this machine too. */
@NullMarked
package dev.latchkey.local.event;

import org.jspecify.annotations.NullMarked;
