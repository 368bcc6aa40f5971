/** Lists that are read piece by piece. */
@NullMarked
package dev.latchkey.page;

import org.jspecify.annotations.NullMarked;
