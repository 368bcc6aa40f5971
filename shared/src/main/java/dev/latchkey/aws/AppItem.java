package dev.latchkey.aws;

import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.app.MediaSettings;
import dev.latchkey.json.Json;
import dev.latchkey.signing.SigningAlgorithm;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The one spelling of an {@link App} in DynamoDB. */
final class AppItem {
    static final String TOKENS_NOT_BEFORE = "tokensNotBefore";

    private static final String NAME = "app";
    private static final String CREATED = "created";
    private static final String DISABLED = "disabled";
    private static final String MAX_TOKEN_LIFETIME = "maxTokenLifetimeSec";
    private static final String ALGORITHM = "accessAlgorithm";
    private static final String NO_QUERY_KEY = "queryKeyRefused";
    private static final String TOKENLESS_JOINS = "tokenlessJoinsPerMinute";
    private static final String ORIGINS = "allowedOrigins";
    private static final String MEDIA = "media";
    private static final String REPLY_QUEUE = "replyQueue";

    private AppItem() {}

    static Item write(App app) {
        Item item = Item.at(Key.app(app.name()))
                .put(NAME, app.name().value())
                .put(CREATED, app.created())
                .put(DISABLED, !app.enabled())
                .put(MAX_TOKEN_LIFETIME, app.maxTokenLifetime().toSeconds())
                .put(TOKENS_NOT_BEFORE, app.tokensNotBefore())
                .put(Attr.CUT_OFF_BY, app.cutOffBy())
                .put(ALGORITHM, app.accessAlgorithm().name())
                .put(NO_QUERY_KEY, !app.queryKeyAccepted())
                .put(TOKENLESS_JOINS, app.tokenlessJoinsPerMinute())
                .put(ORIGINS, Json.write(app.allowedOrigins()))
                .put(REPLY_QUEUE, app.replyQueue())
                .put(Attr.VERSION, app.version());
        MediaSettings media = app.media();
        return media == null ? item : item.put(MEDIA, Json.write(MediaSettingsJson.of(media)));
    }

    static App read(Item item) {
        return new App(
                new AppName(item.text(NAME)),
                item.instant(CREATED, Instant.EPOCH),
                !item.isTrue(DISABLED),
                Duration.ofSeconds(item.number(MAX_TOKEN_LIFETIME)),
                item.instant(TOKENS_NOT_BEFORE, Instant.EPOCH),
                item.text(Attr.CUT_OFF_BY),
                SigningAlgorithm.valueOf(item.text(ALGORITHM)),
                !item.isTrue(NO_QUERY_KEY),
                (int) item.number(TOKENLESS_JOINS),
                texts(item.text(ORIGINS)),
                item.text(MEDIA).isEmpty() ? null : MediaSettingsJson.read(Json.readObject(item.text(MEDIA))),
                item.text(REPLY_QUEUE),
                item.number(Attr.VERSION));
    }

    private static List<String> texts(String json) {
        List<String> texts = new ArrayList<>();
        for (Object text : (List<?>) Objects.requireNonNull(Json.read(json))) {
            texts.add((String) text);
        }
        return texts;
    }
}
