package dev.latchkey.functions.operator;

import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.apikey.KeyAuthor;
import dev.latchkey.app.AppName;
import dev.latchkey.functions.body.Body;
import dev.latchkey.functions.settings.MediaEdits;
import java.util.Map;

/** What the operator says of an app's media server. */
final class MediaActions {
    private final ApiKeyStore store;
    private final MediaEdits media;

    MediaActions(ApiKeyStore store, MediaEdits media) {
        this.store = store;
        this.media = media;
    }

    Map<String, AppsHandler.Action> byName() {
        return Map.of("set-media", this::set, "unset-media", this::unset);
    }

    private Map<String, Object> set(Body body) {
        AppName app = Fields.app(body);
        return AppJson.of(media.set(KeyAuthor.OPERATOR.id(), Fields.require(store, app), body));
    }

    private Map<String, Object> unset(Body body) {
        AppName app = Fields.app(body);
        body.finish();
        return AppJson.of(media.unset(KeyAuthor.OPERATOR.id(), Fields.require(store, app)));
    }
}
