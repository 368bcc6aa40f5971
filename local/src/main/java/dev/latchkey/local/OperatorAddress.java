package dev.latchkey.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;

/**
 * Where the running Latchkey of a data folder listens to its operator, and the secret that it wants to see. Another port and
 * another secret at every start, in a file that only its owner can read.
 */
record OperatorAddress(int port, String secret) {
    private static final String FILE = "operator";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SECRET_BYTES = 32;

    static String freshSecret() {
        byte[] bytes = new byte[SECRET_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    void write(DataFolder data) {
        data.writeSecret(FILE, port + " " + secret);
    }

    static void forget(DataFolder data) {
        try {
            Files.deleteIfExists(data.file(FILE));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws StartException when whoever uses that folder does not listen yet, or no more */
    static OperatorAddress read(Path folder) throws StartException {
        try {
            String[] parts = Files.readString(folder.resolve(FILE)).trim().split(" ");
            return new OperatorAddress(Integer.parseInt(parts[0]), parts[1]);
        } catch (NoSuchFileException e) {
            throw notListening(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What the apps function answers to this payload, JSON both. */
    String apps(String payload, Path folder) throws StartException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + OperatorEndpoint.PATH))
                .timeout(PATIENCE)
                .header("authorization", secret)
                .header("content-type", "application/json")
                .POST(BodyPublishers.ofString(payload))
                .build();
        try {
            HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                // Left over from one that was killed: the next has not written its own yet.
                throw notListening(folder);
            }
            return answer.body();
        } catch (IOException e) {
            throw notListening(folder);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static StartException notListening(Path folder) {
        return new StartException("The Latchkey that uses " + folder + " is being started or stopped: try again.");
    }

    /** Whoever has the secret is the operator: it does not print. */
    @Override
    public String toString() {
        return "OperatorAddress[" + port + "]";
    }
}
