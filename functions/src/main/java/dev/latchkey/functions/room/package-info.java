/** The functions that create, read, change, list and archive rooms. */
@NullMarked
package dev.latchkey.functions.room;

import org.jspecify.annotations.NullMarked;
