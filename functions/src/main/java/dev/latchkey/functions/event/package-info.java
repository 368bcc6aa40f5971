/** Tells others what happened: from the table's stream to the bus. */
@NullMarked
package dev.latchkey.functions.event;

import org.jspecify.annotations.NullMarked;
