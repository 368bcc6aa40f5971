/** API Gateway's part on one machine: HTTP on the wire to the events that functions get, and back. */
@NullMarked
package dev.latchkey.local.gateway;

import org.jspecify.annotations.NullMarked;
