/** Media servers: what they are told, what they tell, and who may pass to them. */
@NullMarked
package dev.latchkey.functions.media;

import org.jspecify.annotations.NullMarked;
