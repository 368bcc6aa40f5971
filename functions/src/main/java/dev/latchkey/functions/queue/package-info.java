/** What every function behind a queue shares: the event of SQS, and which messages are to come again. */
@NullMarked
package dev.latchkey.functions.queue;

import org.jspecify.annotations.NullMarked;
