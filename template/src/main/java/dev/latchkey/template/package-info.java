/** Reads template.yaml: functions, routes, table and CORS as they are deployed. */
@NullMarked
package dev.latchkey.template;

import org.jspecify.annotations.NullMarked;
