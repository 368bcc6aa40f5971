/** Huddle01's server API over the services of our own: its shapes, and nothing decided here. */
@NullMarked
package dev.latchkey.functions.huddle01;

import org.jspecify.annotations.NullMarked;
