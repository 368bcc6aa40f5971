package dev.latchkey.app;

import dev.latchkey.signing.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A tenant and its settings.
 *
 * @param enabled false refuses every call and every entry of this app: the kill switch
 * @param maxTokenLifetime caps every access token; zero when the app leaves it to the caller
 * @param tokensNotBefore tokens issued before this instant are revoked; {@link Instant#EPOCH} when there is no cut-off
 * @param cutOffBy the id of the caller who said so last; empty without a cut-off
 * @param accessAlgorithm what signs this app's access tokens
 * @param queryKeyAccepted whether {@code ?secretKey=} is taken, as Metered's documented calls send it
 * @param tokenlessJoinsPerMinute how many at one address may come in by one door without a token within a minute, where the
 *     deployer does not allow less; 0 when the app leaves it to the deployer
 * @param allowedOrigins browser origins that the app's clients are served from; empty when the app does not say
 * @param media the app's media server; null when Latchkey knows of none
 * @param replyQueue the name of the queue to which answers to its commands go that hold a secret; empty for none
 * @param version goes up by one with each change, so that two operators at once cannot undo each other
 */
public record App(
        AppName name,
        Instant created,
        boolean enabled,
        Duration maxTokenLifetime,
        Instant tokensNotBefore,
        String cutOffBy,
        SigningAlgorithm accessAlgorithm,
        boolean queryKeyAccepted,
        int tokenlessJoinsPerMinute,
        List<String> allowedOrigins,
        @Nullable MediaSettings media,
        String replyQueue,
        long version) {
    /** How long a token of an app that was made strict lives at most, unless the app is changed. */
    public static final Duration STRICT_TOKEN_LIFETIME = Duration.ofDays(1);

    public App {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(created, "created");
        Objects.requireNonNull(maxTokenLifetime, "maxTokenLifetime");
        Objects.requireNonNull(tokensNotBefore, "tokensNotBefore");
        Objects.requireNonNull(cutOffBy, "cutOffBy");
        Objects.requireNonNull(accessAlgorithm, "accessAlgorithm");
        allowedOrigins = List.copyOf(allowedOrigins);
        Objects.requireNonNull(replyQueue, "replyQueue");
    }

    /** An app without a media server and without a queue for replies. */
    public App(
            AppName name,
            Instant created,
            boolean enabled,
            Duration maxTokenLifetime,
            Instant tokensNotBefore,
            String cutOffBy,
            SigningAlgorithm accessAlgorithm,
            boolean queryKeyAccepted,
            int tokenlessJoinsPerMinute,
            List<String> allowedOrigins,
            long version) {
        this(
                name,
                created,
                enabled,
                maxTokenLifetime,
                tokensNotBefore,
                cutOffBy,
                accessAlgorithm,
                queryKeyAccepted,
                tokenlessJoinsPerMinute,
                allowedOrigins,
                null,
                "",
                version);
    }

    /** An app with every setting at its default. */
    public static App create(AppName name, Instant now) {
        return new App(
                name, now, true, Duration.ZERO, Instant.EPOCH, "", SigningAlgorithm.HS256, true, 0, List.of(), 1);
    }

    /** An app whose keys never come in a URL and whose tokens end within a day; all else is at its default. */
    public static App createStrict(AppName name, Instant now) {
        return new App(
                name,
                now,
                true,
                STRICT_TOKEN_LIFETIME,
                Instant.EPOCH,
                "",
                SigningAlgorithm.HS256,
                false,
                0,
                List.of(),
                1);
    }

    /** The same app, one version on, none of whose tokens issued before {@code cutOff} is good. */
    public App withTokensNotBefore(Instant cutOff, String by) {
        return with(cutOff, by, media);
    }

    /** The same app, one version on, with that media server. */
    public App withMedia(MediaSettings server) {
        return with(tokensNotBefore, cutOffBy, server);
    }

    /** The same app, one version on, without a media server. */
    public App withoutMedia() {
        return with(tokensNotBefore, cutOffBy, null);
    }

    private App with(Instant cutOff, String by, @Nullable MediaSettings server) {
        return new App(
                name,
                created,
                enabled,
                maxTokenLifetime,
                cutOff,
                by,
                accessAlgorithm,
                queryKeyAccepted,
                tokenlessJoinsPerMinute,
                allowedOrigins,
                server,
                replyQueue,
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
