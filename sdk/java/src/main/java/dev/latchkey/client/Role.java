package dev.latchkey.client;

/** The roles that the service knows. Any other text of 1 to 20 of {@code [A-Za-z0-9_-]} is a role of one's own, with its permissions given. */
public final class Role {
    public static final String HOST = "host";
    public static final String CO_HOST = "coHost";
    public static final String SPEAKER = "speaker";
    public static final String LISTENER = "listener";
    public static final String GUEST = "guest";
    public static final String BOT = "bot";

    private Role() {}
}
