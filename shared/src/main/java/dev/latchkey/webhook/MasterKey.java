package dev.latchkey.webhook;

/** What all secrets of webhooks are derived from. */
public interface MasterKey {
    /** The same text each time, of at least 32 characters that nobody can guess. */
    String read();
}
