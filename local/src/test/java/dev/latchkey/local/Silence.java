package dev.latchkey.local;

import com.amazonaws.services.lambda.runtime.LambdaLogger;

/** A log that nobody reads. */
public enum Silence implements LambdaLogger {
    LOGGER;

    @Override
    public void log(String message) {
        // Nobody reads it.
    }

    @Override
    public void log(byte[] message) {
        // Nobody reads it.
    }
}
