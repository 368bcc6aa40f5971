/** Who is told of events by webhooks, what has become of each event on its way there, and how what is sent is signed. */
@NullMarked
package dev.latchkey.webhook;

import org.jspecify.annotations.NullMarked;
