/** What every function behind API Gateway shares: event to request, who calls, any ending to one response, and the table of problems. */
@NullMarked
package dev.latchkey.functions.http;

import org.jspecify.annotations.NullMarked;
