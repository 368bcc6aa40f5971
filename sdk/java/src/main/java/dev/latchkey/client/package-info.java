/** The client of a Latchkey service for an app's server. Start with {@link dev.latchkey.client.Latchkey}. */
@NullMarked
package dev.latchkey.client;

import org.jspecify.annotations.NullMarked;
