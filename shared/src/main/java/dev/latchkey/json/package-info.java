/** Reading and writing JSON without data binding, which costs start-up time. */
@NullMarked
package dev.latchkey.json;

import org.jspecify.annotations.NullMarked;
