/** The functions for those inside, for bans, and for the history of meetings. */
@NullMarked
package dev.latchkey.functions.people;

import org.jspecify.annotations.NullMarked;
