package dev.latchkey.app;

import dev.latchkey.token.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * A tenant and its settings.
 *
 * @param enabled false refuses every call and every entry of this app: the kill switch
 * @param maxTokenLifetime caps every access token; zero when the app leaves it to the caller
 * @param tokensNotBefore tokens issued before this instant are revoked; {@link Instant#EPOCH} when there is no cut-off
 * @param accessAlgorithm what signs this app's access tokens
 * @param queryKeyAccepted whether {@code ?secretKey=} is taken, as Metered's documented calls send it
 * @param allowedOrigins browser origins that the app's clients are served from; empty when the app does not say
 * @param version goes up by one with each change, so that two operators at once cannot undo each other
 */
public record App(
        AppName name,
        Instant created,
        boolean enabled,
        Duration maxTokenLifetime,
        Instant tokensNotBefore,
        SigningAlgorithm accessAlgorithm,
        boolean queryKeyAccepted,
        List<String> allowedOrigins,
        long version) {
    public App {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(maxTokenLifetime, "maxTokenLifetime");
        Objects.requireNonNull(tokensNotBefore, "tokensNotBefore");
        Objects.requireNonNull(accessAlgorithm, "accessAlgorithm");
        allowedOrigins = List.copyOf(allowedOrigins);
    }

    /** An app with every setting at its default. */
    public static App create(AppName name, Instant now) {
        return new App(name, now, true, Duration.ZERO, Instant.EPOCH, SigningAlgorithm.HS256, true, List.of(), 1);
    }

    /** The same app, one version on, none of whose tokens issued before {@code cutOff} is good. */
    public App withTokensNotBefore(Instant cutOff) {
        return new App(
                name,
                created,
                enabled,
                maxTokenLifetime,
                cutOff,
                accessAlgorithm,
                queryKeyAccepted,
                allowedOrigins,
                version + 1);
    }

    /** When a token that was asked to end at {@code wanted} ends: the cap may bring it forward, never put it off. */
    public Instant capExpiry(Instant wanted, Instant now) {
        if (maxTokenLifetime.isZero()) {
            return wanted;
        }
        Instant latest = now.plus(maxTokenLifetime);
        return wanted.isAfter(latest) ? latest : wanted;
    }
}
