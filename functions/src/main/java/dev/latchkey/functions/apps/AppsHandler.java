package dev.latchkey.functions.apps;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.apikey.ApiKey;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.apikey.ApiKeyStore;
import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.aws.DynamoDbApiKeyStore;
import dev.latchkey.aws.Table;
import dev.latchkey.functions.http.Body;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.id.Ids;
import dev.latchkey.json.Json;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Makes apps and their API keys. It has no route: whoever may invoke it by IAM is the operator. The payload is {@code
 * {"action": "create-app", "app": "..."}}; the answer holds the first API key, for the one time that it is shown.
 */
public final class AppsHandler implements RequestStreamHandler {
    private static final int LONGEST_LABEL = 100;

    private final ApiKeyStore store;
    private final Clock clock;

    public AppsHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    public AppsHandler(Platform platform) {
        this.store = new DynamoDbApiKeyStore(new Table(platform.dynamoDb(), platform.table()));
        this.clock = platform.clock();
    }

    @Override
    public void handleRequest(InputStream event, OutputStream answer, Context context) throws IOException {
        Map<String, Object> result = answer(new String(event.readAllBytes(), StandardCharsets.UTF_8));
        answer.write(Json.write(result).getBytes(StandardCharsets.UTF_8));
    }

    private Map<String, Object> answer(String payload) {
        try {
            Body body = Body.of(payload);
            String action = body.text("action", LONGEST_LABEL).orElse("");
            if (action.equals("create-app")) {
                return createApp(body);
            }
            throw RefusedException.malformed("action", "must be create-app");
        } catch (RefusedException e) {
            Map<String, Object> problem = new LinkedHashMap<>();
            problem.put("success", false);
            problem.put("code", e.reason().code());
            problem.put("message", e.detail());
            return problem;
        }
    }

    private Map<String, Object> createApp(Body body) {
        AppName name = body.parsed("app", AppName::parse, AppName.EXPECTED).orElse(null);
        if (!body.has("app")) {
            body.refuse("app", "is needed");
        }
        String label = body.text("label", LONGEST_LABEL).orElse("first key");
        body.finish();
        if (name == null) {
            throw new IllegalStateException("a body without errors has an app");
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        ApiKeySecret secret = ApiKeySecret.generate(name);
        ApiKey key =
                new ApiKey(name, Ids.ulid(now), secret.sha256(), label, ApiKey.EVERYTHING, Set.of(), now, Instant.MAX);
        if (!store.create(App.create(name, now), key)) {
            throw new RefusedException(Reason.APP_EXISTS, "an app of that name exists already");
        }
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("success", true);
        json.put("app", name.value());
        json.put("keyId", key.id());
        json.put("apiKey", secret.reveal());
        return json;
    }
}
