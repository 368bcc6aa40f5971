/** The functions that issue, validate and revoke access tokens. */
@NullMarked
package dev.latchkey.functions.token;

import org.jspecify.annotations.NullMarked;
