package dev.latchkey.aws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DescribeSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceExistsException;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageRequest;
import software.amazon.awssdk.services.secretsmanager.model.UpdateSecretVersionStageResponse;

/** One secret with its versions and labels, by the rules of Secrets Manager. Calls can be made to fail, before or after. */
public final class FakeSecretsManager implements SecretsManagerClient {
    private static final String CURRENT = "AWSCURRENT";
    private static final String DRAFT = "AWSPENDING";
    private static final String PREVIOUS = "AWSPREVIOUS";

    private final Map<String, String> textByVersion = new LinkedHashMap<>();
    private final Map<String, String> versionByLabel = new TreeMap<>();
    private final Map<Integer, Boolean> deaths = new TreeMap<>();
    private final Map<Integer, Runnable> intruders = new TreeMap<>();
    private boolean rotationEnabled = true;
    private int calls;
    private int writes;

    /** The first value, as a deployment sets it. */
    public FakeSecretsManager withValue(String text) {
        String version = UUID.randomUUID().toString();
        textByVersion.put(version, text);
        versionByLabel.put(CURRENT, version);
        return this;
    }

    public FakeSecretsManager withoutRotation() {
        rotationEnabled = false;
        return this;
    }

    /** What RotateSecret does before it invokes the function: a version with a label and without a value. */
    public synchronized String startRotation() {
        String draft = versionByLabel.get(DRAFT);
        if (draft != null && !draft.equals(versionByLabel.get(CURRENT))) {
            throw InvalidRequestException.builder()
                    .message("a rotation is under way")
                    .build();
        }
        return forceRotation();
    }

    /** With a rotation under way whose version has this name. */
    public FakeSecretsManager withRotationOf(String version) {
        versionByLabel.put(DRAFT, version);
        return this;
    }

    /** Starts a rotation although another is under way, whose draft loses its label. */
    public synchronized String forceRotation() {
        String version = UUID.randomUUID().toString();
        versionByLabel.put(DRAFT, version);
        return version;
    }

    /** Somebody sets a new value by hand. */
    public synchronized void change(String text) {
        String version = UUID.randomUUID().toString();
        textByVersion.put(version, text);
        moveCurrent(version);
    }

    /** The call with this number, counted from one, fails; when {@code late}, only after it has had its effect. */
    public FakeSecretsManager dieAt(int call, boolean late) {
        deaths.put(call, late);
        return this;
    }

    /** Somebody else is quicker than the call with this number. */
    public FakeSecretsManager beforeCall(int call, Runnable intruder) {
        intruders.put(call, intruder);
        return this;
    }

    public synchronized int calls() {
        return calls;
    }

    /** How often somebody tried to write a value. */
    public synchronized int writes() {
        return writes;
    }

    public synchronized String currentText() {
        String version = versionByLabel.get(CURRENT);
        return version == null ? "" : textByVersion.getOrDefault(version, "");
    }

    public synchronized Map<String, String> versionByLabel() {
        return Map.copyOf(versionByLabel);
    }

    public synchronized List<String> texts() {
        return List.copyOf(textByVersion.values());
    }

    @Override
    public DescribeSecretResponse describeSecret(DescribeSecretRequest request) {
        return call(() -> {
            Map<String, List<String>> labels = new TreeMap<>();
            textByVersion.keySet().forEach(version -> labels.put(version, new ArrayList<>()));
            versionByLabel.forEach((label, version) ->
                    labels.computeIfAbsent(version, any -> new ArrayList<>()).add(label));
            return DescribeSecretResponse.builder()
                    .rotationEnabled(rotationEnabled)
                    .versionIdsToStages(labels)
                    .build();
        });
    }

    @Override
    public GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        return call(() -> {
            String label = request.versionStage() == null ? CURRENT : request.versionStage();
            String version = request.versionId() == null ? versionByLabel.get(label) : request.versionId();
            if (version == null || !textByVersion.containsKey(version)) {
                throw ResourceNotFoundException.builder().message("no value").build();
            }
            return GetSecretValueResponse.builder()
                    .versionId(version)
                    .secretString(textByVersion.get(version))
                    .build();
        });
    }

    @Override
    public PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
        return call(() -> {
            writes++;
            String version = request.clientRequestToken();
            String known = textByVersion.putIfAbsent(version, request.secretString());
            if (known != null && !known.equals(request.secretString())) {
                throw ResourceExistsException.builder().message("another value").build();
            }
            request.versionStages().forEach(label -> versionByLabel.put(label, version));
            // The first value of a secret is always the current one.
            versionByLabel.putIfAbsent(CURRENT, version);
            return PutSecretValueResponse.builder().versionId(version).build();
        });
    }

    @Override
    public UpdateSecretVersionStageResponse updateSecretVersionStage(UpdateSecretVersionStageRequest request) {
        return call(() -> {
            String label = request.versionStage();
            String holder = versionByLabel.get(label);
            if (holder == null
                    ? request.removeFromVersionId() != null
                    : !holder.equals(request.removeFromVersionId())) {
                throw InvalidParameterException.builder()
                        .message("the label is elsewhere")
                        .build();
            }
            if (request.moveToVersionId() == null) {
                versionByLabel.remove(label);
            } else if (label.equals(CURRENT)) {
                moveCurrent(request.moveToVersionId());
            } else {
                versionByLabel.put(label, request.moveToVersionId());
            }
            return UpdateSecretVersionStageResponse.builder().build();
        });
    }

    private void moveCurrent(String version) {
        String replaced = versionByLabel.put(CURRENT, version);
        if (replaced != null) {
            versionByLabel.put(PREVIOUS, replaced);
        }
    }

    private synchronized <T> T call(Supplier<T> effect) {
        calls++;
        Boolean late = deaths.get(calls);
        intruders.getOrDefault(calls, () -> {}).run();
        if (Boolean.FALSE.equals(late)) {
            throw new Died();
        }
        T result = effect.get();
        if (Boolean.TRUE.equals(late)) {
            throw new Died();
        }
        return result;
    }

    @Override
    public String serviceName() {
        return "secretsmanager";
    }

    @Override
    public void close() {}

    /** The function was killed in the middle of a call. */
    public static final class Died extends Error {
        private static final long serialVersionUID = 1L;
    }
}
