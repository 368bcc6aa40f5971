/** Starts the whole service on one machine, and takes the operator's commands while it runs. */
@NullMarked
package dev.latchkey.local;

import org.jspecify.annotations.NullMarked;
