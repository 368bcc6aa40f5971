/** Tenants: an app, its name and its settings. */
@NullMarked
package dev.latchkey.app;

import org.jspecify.annotations.NullMarked;
