/** Join requests, and the limit on how often somebody may try a door. */
@NullMarked
package dev.latchkey.joinrequest;

import org.jspecify.annotations.NullMarked;
