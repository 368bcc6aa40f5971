/** Why a call is refused: the closed set of reasons, without HTTP. */
@NullMarked
package dev.latchkey.problem;

import org.jspecify.annotations.NullMarked;
