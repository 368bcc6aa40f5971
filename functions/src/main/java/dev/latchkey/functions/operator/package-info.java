/** The operator's function, which has no HTTP route: apps, API keys and what is kept of a person. */
@NullMarked
package dev.latchkey.functions.operator;

import org.jspecify.annotations.NullMarked;
