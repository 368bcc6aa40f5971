/** The deadline of a call, and what is repeated until then. */
@NullMarked
package dev.latchkey.retry;

import org.jspecify.annotations.NullMarked;
