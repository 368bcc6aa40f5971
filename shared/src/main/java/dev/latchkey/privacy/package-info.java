/** What is kept of one person, and the search that exports or erases it. */
@NullMarked
package dev.latchkey.privacy;

import org.jspecify.annotations.NullMarked;
