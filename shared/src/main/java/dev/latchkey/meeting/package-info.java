/** Meetings and the people inside: coming in, waiting, being decided on, staying and leaving. */
@NullMarked
package dev.latchkey.meeting;

import org.jspecify.annotations.NullMarked;
