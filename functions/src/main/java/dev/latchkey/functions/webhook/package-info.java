/** The functions that carry events to webhooks. */
@NullMarked
package dev.latchkey.functions.webhook;

import org.jspecify.annotations.NullMarked;
