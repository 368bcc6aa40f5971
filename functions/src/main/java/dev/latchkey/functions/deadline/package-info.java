/** What runs out by itself: the function that hears of it, and the one that does what is due. */
@NullMarked
package dev.latchkey.functions.deadline;

import org.jspecify.annotations.NullMarked;
