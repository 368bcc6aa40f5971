/** What runs out by itself: when it does, who is woken then, and what is done about it. */
@NullMarked
package dev.latchkey.deadline;

import org.jspecify.annotations.NullMarked;
