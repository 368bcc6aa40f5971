/** The functions of live connections: opening, hearing, ending, and telling what happened. */
@NullMarked
package dev.latchkey.functions.live;

import org.jspecify.annotations.NullMarked;
