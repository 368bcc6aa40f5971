/** Dashboard sessions: an API key exchanged for a cookie, for as long as the key is good. */
@NullMarked
package dev.latchkey.dashboard;

import org.jspecify.annotations.NullMarked;
