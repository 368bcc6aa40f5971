/** What is put off until later, or left to another function: messages, and the queues that they wait in. */
@NullMarked
package dev.latchkey.queue;

import org.jspecify.annotations.NullMarked;
