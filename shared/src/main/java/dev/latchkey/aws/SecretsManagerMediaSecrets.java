package dev.latchkey.aws;

import dev.latchkey.app.AppName;
import dev.latchkey.id.Ids;
import dev.latchkey.media.MediaSecrets;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;

/** Keeps the media secret of each app in a secret of its own. What was read stays: a version does not change. */
public final class SecretsManagerMediaSecrets implements MediaSecrets {
    /** How many are held. Whoever has more apps than that reads again. */
    private static final int MOST_HELD = 1000;

    /** Within which a secret that was dropped can be brought back by hand: the least that there is. */
    private static final long RECOVERY_DAYS = 7;

    private final Supplier<SecretsManagerClient> clients;
    private final String prefix;
    private final Map<String, String> held = new ConcurrentHashMap<>();
    private @Nullable SecretsManagerClient client;

    /**
     * @param clients makes a client, once one is needed
     * @param prefix what the names of the secrets begin with
     */
    public SecretsManagerMediaSecrets(Supplier<SecretsManagerClient> clients, String prefix) {
        this.clients = clients;
        this.prefix = prefix;
    }

    @Override
    public String keep(AppName app, String secret) {
        // Secrets Manager takes 32 to 64 characters, and makes them the version: so a repetition is no second version.
        String version = Ids.hex24() + "-" + Ids.hex24();
        try {
            put(app, version, secret);
        } catch (ResourceNotFoundException e) {
            Retries.call(() -> client().createSecret(create -> create.name(name(app))
                    .description("By which Latchkey calls the media server of the app " + app)
                    .clientRequestToken(version)
                    .secretString(secret)));
        } catch (InvalidRequestException e) {
            // It was dropped a few days ago.
            Retries.call(() -> client().restoreSecret(restore -> restore.secretId(name(app))));
            put(app, version, secret);
        }
        return version;
    }

    private void put(AppName app, String version, String secret) {
        Retries.call(() -> client().putSecretValue(put ->
                put.secretId(name(app)).clientRequestToken(version).secretString(secret)));
    }

    @Override
    public String read(AppName app, String version) {
        String known = held.get(version);
        if (known != null) {
            return known;
        }
        String secret = fetch(app, version);
        if (held.size() >= MOST_HELD) {
            held.clear();
        }
        held.put(version, secret);
        return secret;
    }

    private String fetch(AppName app, String version) {
        try {
            return Retries.call(
                    () -> client().getSecretValue(get -> get.secretId(name(app)).versionId(version))
                            .secretString());
        } catch (ResourceNotFoundException | InvalidRequestException e) {
            throw new RefusedException(Reason.UNAVAILABLE, "the secret of the app's media server is gone");
        }
    }

    @Override
    public void forget(AppName app) {
        try {
            Retries.call(() ->
                    client().deleteSecret(delete -> delete.secretId(name(app)).recoveryWindowInDays(RECOVERY_DAYS)));
        } catch (ResourceNotFoundException | InvalidRequestException e) {
            // It is gone already.
        }
    }

    private String name(AppName app) {
        return prefix + app;
    }

    private synchronized SecretsManagerClient client() {
        if (client == null) {
            client = clients.get();
        }
        return client;
    }
}
