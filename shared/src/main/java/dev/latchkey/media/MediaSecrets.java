package dev.latchkey.media;

import dev.latchkey.app.AppName;

/** The secrets by which Latchkey calls the apps' media servers: one an app, apart from everything else that is kept. */
public interface MediaSecrets {
    /**
     * Keeps a new secret of the app. The one before can still be read, until another takes its place.
     *
     * @return names this version of it
     */
    String keep(AppName app, String secret);

    /**
     * The app's secret of that version.
     *
     * @throws dev.latchkey.problem.RefusedException unavailable, when it cannot be had
     */
    String read(AppName app, String version);

    /** Drops all secrets of the app. */
    void forget(AppName app);
}
