/** API keys: their text, their scopes, and the caller that a key stands for. */
@NullMarked
package dev.latchkey.apikey;

import org.jspecify.annotations.NullMarked;
