package dev.latchkey.functions.keys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.aws.SecretsManagerVersions;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.json.Json;
import dev.latchkey.token.RotationStep;
import dev.latchkey.token.SecretRotation;
import dev.latchkey.token.SecretVersions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Rotates the signing keys. Secrets Manager invokes it four times for one rotation, each time with one step. What it throws
 * makes the rotation fail, and Secrets Manager tries again.
 */
public final class RotateSigningKeyHandler implements RequestStreamHandler {
    private final SecretsManagerClient secretsManager;
    private final Clock clock;

    /** For Lambda. */
    public RotateSigningKeyHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    private RotateSigningKeyHandler(AwsPlatform platform) {
        this(platform.secretsManager(), platform.clock());
    }

    public RotateSigningKeyHandler(SecretsManagerClient secretsManager, Clock clock) {
        this.secretsManager = secretsManager;
        this.clock = clock;
    }

    @Override
    public void handleRequest(InputStream eventStream, OutputStream answer, Context context) throws IOException {
        Invocation invocation = Invocation.begin(context, "");
        try {
            String event = new String(eventStream.readAllBytes(), StandardCharsets.UTF_8);
            context.getLogger().log(rotate(Json.readObject(event), context, invocation));
        } finally {
            invocation.end();
        }
    }

    /** @return what to log */
    private String rotate(Map<String, Object> members, Context context, Invocation invocation) {
        String step = text(members, "Step");
        String version = text(members, "ClientRequestToken");
        SecretVersions versions = new SecretsManagerVersions(secretsManager, text(members, "SecretId"));

        new SecretRotation(versions, clock).run(RotationStep.parse(step), version);

        return line(step, version, context, invocation);
    }

    private static String text(Map<String, Object> event, String name) {
        if (event.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("an event of Secrets Manager has a " + name);
    }

    private static String line(String step, String version, Context context, Invocation invocation) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("log", "rotation");
        line.put("level", "INFO");
        line.put("function", context.getFunctionName());
        invocation.writeIds(line);
        line.put("step", step);
        line.put("version", version);
        return Json.write(line) + "\n";
    }
}
