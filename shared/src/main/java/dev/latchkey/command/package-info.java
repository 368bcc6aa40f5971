/** What an app's servers ask for by message: who may, what came, and how it was answered. */
@NullMarked
package dev.latchkey.command;

import org.jspecify.annotations.NullMarked;
