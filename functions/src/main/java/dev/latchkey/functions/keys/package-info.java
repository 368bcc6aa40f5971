/** The public keys over HTTP, and the function that rotates signing keys. */
@NullMarked
package dev.latchkey.functions.keys;

import org.jspecify.annotations.NullMarked;
