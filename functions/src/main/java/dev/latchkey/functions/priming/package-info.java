/** Calls that run before a SnapStart snapshot is taken, over a table that exists in memory alone, so that code is loaded. */
@NullMarked
package dev.latchkey.functions.priming;

import org.jspecify.annotations.NullMarked;
