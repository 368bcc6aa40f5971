package dev.latchkey.functions.operator;

import dev.latchkey.app.App;
import dev.latchkey.functions.settings.MediaJson;
import java.util.LinkedHashMap;
import java.util.Map;

/** An app as the operator sees it: its settings under the names under which they are changed. */
final class AppJson {
    private AppJson() {}

    static Map<String, Object> of(App app) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("app", app.name().value());
        json.put("createdUnixSec", app.created().getEpochSecond());
        json.put("enabled", app.enabled());
        json.put("maxTokenLifetimeSec", app.maxTokenLifetime().toSeconds());
        json.put("tokensNotBeforeUnixSec", app.tokensNotBefore().getEpochSecond());
        json.put("accessAlgorithm", app.accessAlgorithm().name());
        json.put("queryKeyAccepted", app.queryKeyAccepted());
        json.put("tokenlessJoinsPerMinute", app.tokenlessJoinsPerMinute());
        json.put("allowedOrigins", app.allowedOrigins());
        if (app.media() != null) {
            json.put("media", MediaJson.of(app.media()));
        }
        json.put("replyQueue", app.replyQueue());
        json.put("version", app.version());
        return json;
    }
}
