/** Rooms, their settings and rules, and how their places are counted. */
@NullMarked
package dev.latchkey.room;

import org.jspecify.annotations.NullMarked;
