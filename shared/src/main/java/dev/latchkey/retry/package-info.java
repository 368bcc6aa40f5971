/** The deadline of a call, what is repeated until then, and what is done beside something else. */
@NullMarked
package dev.latchkey.retry;

import org.jspecify.annotations.NullMarked;
