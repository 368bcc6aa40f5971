/** What a text that people read may hold, and the digest of one. */
@NullMarked
package dev.latchkey.text;

import org.jspecify.annotations.NullMarked;
