/** Stands in for SQS: queues that functions work off, kept in a folder. */
@NullMarked
package dev.latchkey.local.queue;

import org.jspecify.annotations.NullMarked;
