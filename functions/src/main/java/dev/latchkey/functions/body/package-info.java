/** Reads JSON objects field by field, for whoever is handed one: by HTTP or by the operator. */
@NullMarked
package dev.latchkey.functions.body;

import org.jspecify.annotations.NullMarked;
