/** Media servers: what they are told of who may do what, how they are called, and how they are held to what the table says. */
@NullMarked
package dev.latchkey.media;

import org.jspecify.annotations.NullMarked;
