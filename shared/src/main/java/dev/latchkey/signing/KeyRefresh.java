package dev.latchkey.signing;

/**
 * How reading the key set again went.
 *
 * @param why the held set was kept instead of a newer one; empty when it was not. The sentence is fit for a log
 */
public record KeyRefresh(boolean succeeded, String why) {
    static final KeyRefresh SUCCEEDED = new KeyRefresh(true, "");

    static KeyRefresh failed(String why) {
        return new KeyRefresh(false, why);
    }
}
