package dev.latchkey.functions.token;

import dev.latchkey.app.AppName;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.SealedTexts;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/** Gives the same token, to the letter, for the same {@code Idempotency-Key}. What is kept of it is sealed. */
final class TokenOnce {
    private static final String TOKEN = "sealedToken";
    private static final String JTI = "jti";

    private final IdempotencyStore kept;
    private final SealedTexts texts;

    TokenOnce(IdempotencyStore kept, SealedTexts texts) {
        this.kept = kept;
        this.texts = texts;
    }

    /** The token that was issued under the key; empty when none was. */
    Optional<IssuedToken> find(IdempotencyKey key, Instant now) {
        return kept.find(key, now).filter(first -> first.containsKey(TOKEN)).map(first -> open(first, key));
    }

    /** The token for that issue, signed, unless one was issued under the key meanwhile: then that one. */
    IssuedToken first(IdempotencyKey key, AppName app, Issue mine, Function<Issue, String> signing, Instant now) {
        Map<String, String> values = mine.write();
        // Whoever is erased from the app is found here.
        values.put("app", app.value());
        values.put(TOKEN, texts.seal(signing.apply(mine), key.hash()));
        Map<String, String> first = kept.first(key, values, now);
        // The release before this one kept who, which and when, and signed anew.
        return first.containsKey(TOKEN)
                ? open(first, key)
                : new IssuedToken(required(first, JTI), signing.apply(Issue.read(first)));
    }

    private IssuedToken open(Map<String, String> first, IdempotencyKey key) {
        return texts.open(required(first, TOKEN), key.hash())
                .map(token -> new IssuedToken(required(first, JTI), token))
                .orElseThrow(
                        () -> new RefusedException(
                                Reason.IDEMPOTENCY_CONFLICT,
                                "the first answer can no longer be read, since its key was removed: send another Idempotency-Key"));
    }

    private static String required(Map<String, String> kept, String name) {
        return Objects.requireNonNull(kept.get(name), name);
    }

    /** What differs between two tokens for the same request. */
    record Issue(String jti, String subject, Instant at) {
        private Map<String, String> write() {
            return new HashMap<>(Map.of(JTI, jti, "subject", subject, "at", Long.toString(at.getEpochSecond())));
        }

        private static Issue read(Map<String, String> kept) {
            return new Issue(
                    required(kept, JTI),
                    required(kept, "subject"),
                    Instant.ofEpochSecond(Long.parseLong(required(kept, "at"))));
        }

        /** The subject may be the app's own id of a user: it does not print. */
        @Override
        public String toString() {
            return "Issue[" + jti + "]";
        }
    }
}
