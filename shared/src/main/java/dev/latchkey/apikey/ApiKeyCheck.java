package dev.latchkey.apikey;

import dev.latchkey.access.AuditEvent;
import dev.latchkey.access.AuditLog;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
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
        ApiKeyStore.Known known = store.find(secret, resource)
                .filter(found -> sameDigest(found.key().sha256(), secret.sha256()))
                .orElseThrow(() -> refused(about, "unknown_key", unknown()));
        AuditEvent ofKey = about.app(known.app().name()).key(known.key().id());
        if (known.key().isExpiredAt(clock.instant())) {
            throw refused(ofKey, "key_expired", unknown());
        }
        if (!known.app().enabled()) {
            throw refused(ofKey, "app_disabled", new RefusedException(Reason.FORBIDDEN, "this app is switched off"));
        }
        if (inQuery && !known.app().queryKeyAccepted()) {
            throw refused(
                    ofKey,
                    "key_in_query",
                    new RefusedException(
                            Reason.UNAUTHENTICATED, "this app does not take its key in the URL: send it as x-api-key"));
        }
        noteUse(known.key());
        return new Caller(known.app(), known.key(), known.room(), auditLog);
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
