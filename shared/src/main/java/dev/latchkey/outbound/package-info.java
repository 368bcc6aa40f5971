/** Calls of addresses that others have named: to where they may go, and what is read of the answers. */
@NullMarked
package dev.latchkey.outbound;

import org.jspecify.annotations.NullMarked;
