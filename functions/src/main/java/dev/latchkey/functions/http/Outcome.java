package dev.latchkey.functions.http;

import dev.latchkey.functions.telemetry.Ending;

/** What a request is answered with, and how it ended. */
record Outcome(Response response, Ending ending) {}
