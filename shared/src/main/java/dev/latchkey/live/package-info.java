/** Live connections: who has one, what is told by it, and what it says of its holder's presence. */
@NullMarked
package dev.latchkey.live;

import org.jspecify.annotations.NullMarked;
