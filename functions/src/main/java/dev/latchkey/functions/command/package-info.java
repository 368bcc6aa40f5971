/** What an app's servers ask for by message instead of HTTP: with the same bodies, checks and services, answered by an event. */
@NullMarked
package dev.latchkey.functions.command;

import org.jspecify.annotations.NullMarked;
