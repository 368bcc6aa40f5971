/** Settings of apps, for who changes them by HTTP and for the operator: API keys, the media server. */
@NullMarked
package dev.latchkey.functions.settings;

import org.jspecify.annotations.NullMarked;
