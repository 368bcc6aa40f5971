/** Signing in to the dashboard and out of it. */
@NullMarked
package dev.latchkey.functions.dashboard;

import org.jspecify.annotations.NullMarked;
