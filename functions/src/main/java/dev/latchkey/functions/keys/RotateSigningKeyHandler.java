package dev.latchkey.functions.keys;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.latchkey.aws.DynamoDbPublicKeys;
import dev.latchkey.aws.SecretsManagerVersions;
import dev.latchkey.aws.Table;
import dev.latchkey.functions.platform.AwsPlatform;
import dev.latchkey.functions.telemetry.Invocation;
import dev.latchkey.json.Json;
import dev.latchkey.retry.Deadline;
import dev.latchkey.signing.KeyPublication;
import dev.latchkey.signing.RotationStep;
import dev.latchkey.signing.SecretRotation;
import dev.latchkey.signing.SecretVersions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

/**
 * Rotates the signing keys. Secrets Manager invokes it four times for one rotation, each time with one step. What it throws
 * makes the rotation fail, and Secrets Manager tries again. A schedule invokes it with a step of our own, {@code publishKeys}.
 */
public final class RotateSigningKeyHandler implements RequestStreamHandler {
    private static final String PUBLISH = "publishKeys";

    private final SecretsManagerClient secretsManager;
    private final KeyPublication publication;
    private final Clock clock;

    /** For Lambda. */
    public RotateSigningKeyHandler() {
        this(AwsPlatform.fromEnvironment());
    }

    private RotateSigningKeyHandler(AwsPlatform platform) {
        this(
                platform.secretsManager(),
                new DynamoDbPublicKeys(new Table(platform.dynamoDb(), platform.table())),
                platform.clock());
    }

    public RotateSigningKeyHandler(SecretsManagerClient secretsManager, KeyPublication publication, Clock clock) {
        this.secretsManager = secretsManager;
        this.publication = publication;
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
        SecretVersions versions = new SecretsManagerVersions(secretsManager, text(members, "SecretId"));
        SecretRotation rotation = new SecretRotation(versions, publication, clock);
        Map<String, Object> line = line(step, context, invocation);
        Deadline.ofCall(Duration.ofMillis(context.getRemainingTimeInMillis())).run(() -> {
            if (step.equals(PUBLISH)) {
                rotation.publish();
            } else {
                String version = text(members, "ClientRequestToken");
                rotation.run(RotationStep.parse(step), version);
                line.put("version", version);
            }
            return step;
        });
        return Json.write(line) + "\n";
    }

    private static String text(Map<String, Object> event, String name) {
        if (event.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("an event of Secrets Manager has a " + name);
    }

    private static Map<String, Object> line(String step, Context context, Invocation invocation) {
        Map<String, Object> line = new LinkedHashMap<>();
        line.put("log", "rotation");
        line.put("level", "INFO");
        line.put("function", context.getFunctionName());
        invocation.writeIds(line);
        line.put("step", step);
        return line;
    }
}
