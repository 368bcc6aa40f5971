/** Signing keys, their rotation, and the checks in front of every token's signature. */
@NullMarked
package dev.latchkey.signing;

import org.jspecify.annotations.NullMarked;
