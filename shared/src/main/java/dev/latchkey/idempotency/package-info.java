/** Remembering the answer to a repeated request, by its Idempotency-Key. */
@NullMarked
package dev.latchkey.idempotency;

import org.jspecify.annotations.NullMarked;
