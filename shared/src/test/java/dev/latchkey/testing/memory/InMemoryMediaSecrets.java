package dev.latchkey.testing.memory;

import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/** The twin of what keeps media secrets. */
public final class InMemoryMediaSecrets implements MediaSecrets {
    private final Map<AppName, Map<String, String>> secrets = new HashMap<>();

    @Override
    public synchronized String keep(AppName app, String secret) {
        String version = Ids.hex24();
        secrets.computeIfAbsent(app, any -> new LinkedHashMap<>()).put(version, secret);
        return version;
    }

    @Override
    public synchronized String read(AppName app, String version) {
        String secret = secrets.getOrDefault(app, Map.of()).get(version);
        if (secret == null) {
            throw new RefusedException(Reason.UNAVAILABLE, "the secret of the app's media server is gone");
        }
        return secret;
    }

    @Override
    public synchronized void forget(AppName app) {
        secrets.remove(app);
    }
}
