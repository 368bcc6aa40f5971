package dev.latchkey.command;

import dev.latchkey.app.AppName;
import java.time.Instant;

/**
 * Somebody whose commands are an app's.
 *
 * @param created when the operator said so
 */
public record Sender(SenderId id, AppName app, Instant created) {}
