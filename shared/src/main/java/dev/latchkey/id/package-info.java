/** Random identifiers, and those that sort by time. */
@NullMarked
package dev.latchkey.id;

import org.jspecify.annotations.NullMarked;
