/** Status lists over HTTP. */
@NullMarked
package dev.latchkey.functions.statuslist;

import org.jspecify.annotations.NullMarked;
