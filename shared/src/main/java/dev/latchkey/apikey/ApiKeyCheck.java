package dev.latchkey.apikey;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.app.AppName;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.concurrent.Executor;

/** Says whose API key it is that came with a call. */
public final class ApiKeyCheck {
    private final ApiKeyStore store;
    private final Clock clock;
    private final Executor backgroundExecutor;
    private final AuditLog auditLog;

    /** @param backgroundExecutor does what no caller waits for */
    public ApiKeyCheck(ApiKeyStore store, Clock clock, Executor backgroundExecutor, AuditLog auditLog) {
        this.store = store;
        this.clock = clock;
        this.backgroundExecutor = backgroundExecutor;
        this.auditLog = auditLog;
    }

    /**
     * One read, and none for a text that cannot be a key.
     *
     * @param inQuery whether it came as {@code ?secretKey=}, which an app may switch off
     * @param resource the app, or the one room that is read along
     * @throws RefusedException unauthenticated, in the same words whatever was wrong, so that the answer tells nobody which
     *     keys exist; forbidden when the app is switched off
     */
    public Caller check(String presented, boolean inQuery, Resource resource) {
        AuditEvent about = AuditEvent.about(AuditEvent.What.API_KEY_USE);
        ApiKeySecret secret = ApiKeySecret.parse(presented).orElseThrow(() -> refused(about, "not_a_key", unknown()));
        ApiKeyStore.Known known = find(secret.app(), secret.sha256(), resource)
                .orElseThrow(() -> refused(about, "unknown_key", unknown()));
        AuditEvent ofKey = ofKey(known);
        if (known.key().isExpiredAt(clock.instant())) {
            throw refused(ofKey, "key_expired", unknown());
        }
        requireEnabled(known);
        if (inQuery && !known.app().queryKeyAccepted()) {
            throw refused(
                    ofKey,
                    "key_in_query",
                    new RefusedException(
                            Reason.UNAUTHENTICATED, "this app does not take its key in the URL: send it as x-api-key"));
        }
        noteUse(known.key());
        return caller(known);
    }

    /**
     * The same for a key that was shown before, with all that it may by now. Empty when it was revoked or has expired.
     *
     * @param sha256 of the key
     * @throws RefusedException forbidden when the app is switched off
     */
    public Optional<Caller> again(AppName app, String sha256, Resource resource) {
        Optional<ApiKeyStore.Known> good =
                find(app, sha256, resource).filter(known -> !known.key().isExpiredAt(clock.instant()));
        good.ifPresent(known -> {
            requireEnabled(known);
            noteUse(known.key());
        });
        return good.map(this::caller);
    }

    private Optional<ApiKeyStore.Known> find(AppName app, String sha256, Resource resource) {
        return store.find(app, sha256, resource)
                .filter(found -> sameDigest(found.key().sha256(), sha256));
    }

    private void requireEnabled(ApiKeyStore.Known known) {
        if (!known.app().enabled()) {
            throw refused(
                    ofKey(known), "app_disabled", new RefusedException(Reason.FORBIDDEN, "this app is switched off"));
        }
    }

    private Caller caller(ApiKeyStore.Known known) {
        return new Caller(known.app(), known.key(), known.room(), auditLog);
    }

    private static AuditEvent ofKey(ApiKeyStore.Known known) {
        return AuditEvent.about(AuditEvent.What.API_KEY_USE)
                .app(known.app().name())
                .key(known.key().id());
    }

    /** The day is known from the read that every call makes, so all but the first call of a day write nothing. */
    private void noteUse(ApiKey key) {
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        if (!today.equals(key.lastUsed())) {
            backgroundExecutor.execute(() -> {
                try {
                    store.noteUse(key, today);
                } catch (RuntimeException e) {
                    // Not worth failing a call for: the next one of the day tries again.
                    auditLog.record(AuditEvent.about(AuditEvent.What.API_KEY_USE)
                            .app(key.app())
                            .key(key.id())
                            .outcome("granted")
                            .rule("use_not_noted"));
                }
            });
        }
    }

    private static boolean sameDigest(String kept, String presented) {
        return MessageDigest.isEqual(
                kept.getBytes(StandardCharsets.US_ASCII), presented.getBytes(StandardCharsets.US_ASCII));
    }

    /** The log tells what the answer does not. */
    private RefusedException refused(AuditEvent about, String rule, RefusedException answer) {
        auditLog.record(about.refused(answer.reason()).rule(rule));
        return answer;
    }

    private static RefusedException unknown() {
        return new RefusedException(Reason.UNAUTHENTICATED, "the API key is missing, unknown, expired or revoked");
    }
}
