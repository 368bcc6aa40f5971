/** What is told to others of what happened: events, what they say, and where they go. */
@NullMarked
package dev.latchkey.event;

import org.jspecify.annotations.NullMarked;
