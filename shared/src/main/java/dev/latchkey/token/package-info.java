/** What access tokens, session tokens and tickets say, between their claims and the types of the domain. */
@NullMarked
package dev.latchkey.token;

import org.jspecify.annotations.NullMarked;
