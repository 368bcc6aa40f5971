package dev.latchkey.functions.settings;

import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.Caller;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.idempotency.IdempotencyKey;
import dev.latchkey.idempotency.IdempotencyStore;
import dev.latchkey.json.Json;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import dev.latchkey.signing.SealedTexts;
import java.time.Clock;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** Makes one API key for all calls with the same {@code Idempotency-Key}, and gives each the same answer. What is kept of it is sealed. */
final class KeyOnce {
    private static final String ANSWER = "sealedAnswer";

    private final KeyEdits edits;
    private final ApiKeyStore store;
    private final IdempotencyStore kept;
    private final SealedTexts texts;
    private final Clock clock;

    KeyOnce(KeyEdits edits, Services services) {
        this.edits = edits;
        this.store = services.apps();
        this.kept = services.idempotency();
        this.texts = services.sealedTexts();
        this.clock = services.clock();
    }

    /** A repeat is answered before the request is judged: by a clock that has gone on, it may be good no longer. */
    Map<String, Object> create(Caller by, Body body, IdempotencyKey once) {
        Optional<Map<String, String>> first = kept.find(once, clock.instant());
        return first.isPresent() ? open(first.get(), once) : make(by, body, once);
    }

    private Map<String, Object> make(Caller by, Body body, IdempotencyKey once) {
        AppName app = by.app().name();
        NewKey made = edits.wanted(by, app, body);
        Map<String, Object> answer =
                KeyJson.shownOnce(made.key(), made.secret(), made.key().created());
        Map<String, String> mine = Map.of("app", app.value(), ANSWER, texts.seal(Json.write(answer), once.hash()));
        Map<String, String> first = store.addOnce(made.key(), once, mine);
        if (!first.equals(mine)) {
            return open(first, once);
        }
        edits.log(by).done("create-key", app, made.key().id());
        return answer;
    }

    private Map<String, Object> open(Map<String, String> first, IdempotencyKey once) {
        return texts.open(Objects.requireNonNull(first.get(ANSWER), ANSWER), once.hash())
                .map(Json::readObject)
                .orElseThrow(
                        () -> new RefusedException(
                                Reason.IDEMPOTENCY_CONFLICT,
                                "the first answer can no longer be read, since its key was removed: send another Idempotency-Key"));
    }
}
