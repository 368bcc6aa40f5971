/** Roles, permissions, and the table that says who may act on whom. */
@NullMarked
package dev.latchkey.permission;

import org.jspecify.annotations.NullMarked;
