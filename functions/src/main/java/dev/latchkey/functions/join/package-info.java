/** The functions of a room's door: joining, waiting, withdrawing and deciding. */
@NullMarked
package dev.latchkey.functions.join;

import org.jspecify.annotations.NullMarked;
