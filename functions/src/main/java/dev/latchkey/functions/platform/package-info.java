/** The AWS account around a function, the services made over it, the limits of one attempt, and the snapshot that it starts from. */
@NullMarked
package dev.latchkey.functions.platform;

import org.jspecify.annotations.NullMarked;
