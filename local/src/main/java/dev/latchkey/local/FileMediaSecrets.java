package dev.latchkey.local;

import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.List;
import java.util.stream.Stream;

/** Keeps the media secret of each app in a file of its own that nobody else may read: the newest and the one before, a line each. */
final class FileMediaSecrets implements MediaSecrets {
    private static final int VERSIONS = 2;

    private final DataFolder data;

    FileMediaSecrets(DataFolder data) {
        this.data = data;
    }

    @Override
    public synchronized String keep(AppName app, String secret) {
        String version = Ids.hex24();
        List<String> lines = Stream.concat(Stream.of(version + " " + secret), lines(app))
                .limit(VERSIONS)
                .toList();
        data.writeSecret(file(app), String.join("\n", lines));
        return version;
    }

    @Override
    public synchronized String read(AppName app, String version) {
        return lines(app)
                .filter(line -> line.startsWith(version + " "))
                .findFirst()
                .map(line -> line.substring(version.length() + 1))
                .orElseThrow(
                        () -> new RefusedException(Reason.UNAVAILABLE, "the secret of the app's media server is gone"));
    }

    @Override
    public synchronized void forget(AppName app) {
        data.deleteSecret(file(app));
    }

    private Stream<String> lines(AppName app) {
        return data.readSecret(file(app)).stream().flatMap(String::lines);
    }

    private static String file(AppName app) {
        return "media-secret-" + app;
    }
}
