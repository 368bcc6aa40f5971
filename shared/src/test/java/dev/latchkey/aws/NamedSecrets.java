package dev.latchkey.aws;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.CreateSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.DeleteSecretResponse;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.GetSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.InvalidRequestException;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueRequest;
import software.amazon.awssdk.services.secretsmanager.model.PutSecretValueResponse;
import software.amazon.awssdk.services.secretsmanager.model.ResourceNotFoundException;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretRequest;
import software.amazon.awssdk.services.secretsmanager.model.RestoreSecretResponse;

/** Secrets Manager with secrets by name, which stay for a while when they are deleted. */
public final class NamedSecrets implements SecretsManagerClient {
    private final Map<String, Map<String, String>> secrets = new TreeMap<>();
    private final Set<String> deleted = new HashSet<>();
    private int reads;

    synchronized List<String> names() {
        return new ArrayList<>(secrets.keySet());
    }

    synchronized int reads() {
        return reads;
    }

    @Override
    public synchronized CreateSecretResponse createSecret(CreateSecretRequest request) {
        secrets.computeIfAbsent(request.name(), any -> new TreeMap<>())
                .put(request.clientRequestToken(), request.secretString());
        return CreateSecretResponse.builder().build();
    }

    @Override
    public synchronized PutSecretValueResponse putSecretValue(PutSecretValueRequest request) {
        versions(request.secretId()).put(request.clientRequestToken(), request.secretString());
        return PutSecretValueResponse.builder().build();
    }

    @Override
    public synchronized GetSecretValueResponse getSecretValue(GetSecretValueRequest request) {
        reads++;
        String text = versions(request.secretId()).get(request.versionId());
        if (text == null) {
            throw ResourceNotFoundException.builder().message("no version").build();
        }
        return GetSecretValueResponse.builder().secretString(text).build();
    }

    @Override
    public synchronized DeleteSecretResponse deleteSecret(DeleteSecretRequest request) {
        versions(request.secretId());
        deleted.add(request.secretId());
        return DeleteSecretResponse.builder().build();
    }

    @Override
    public synchronized RestoreSecretResponse restoreSecret(RestoreSecretRequest request) {
        deleted.remove(request.secretId());
        return RestoreSecretResponse.builder().build();
    }

    private Map<String, String> versions(String name) {
        if (deleted.contains(name)) {
            throw InvalidRequestException.builder()
                    .message("marked for deletion")
                    .build();
        }
        Map<String, String> versions = secrets.get(name);
        if (versions == null) {
            throw ResourceNotFoundException.builder().message("no secret").build();
        }
        return versions;
    }

    @Override
    public String serviceName() {
        return "secretsmanager";
    }

    @Override
    public void close() {}
}
