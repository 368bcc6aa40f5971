/** Which session tokens are void before their end, for those who verify them without asking: Token Status Lists. */
@NullMarked
package dev.latchkey.statuslist;

import org.jspecify.annotations.NullMarked;
