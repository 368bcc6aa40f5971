/** The policy: whether a token is good, and whether its holder comes in, waits or stays out; pure functions and their answers. */
@NullMarked
package dev.latchkey.access;

import org.jspecify.annotations.NullMarked;
