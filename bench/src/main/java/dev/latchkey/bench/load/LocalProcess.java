package dev.latchkey.bench.load;

import dev.latchkey.bench.Project;
import dev.latchkey.json.Json;
import dev.latchkey.local.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;

/** The whole service in a process of its own, as {@code mvn -Plocal} runs it, with an empty table. */
final class LocalProcess implements AutoCloseable {
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final Process process;
    private final String address;
    private final String apiKey;

    private LocalProcess(Process process, String address, String apiKey) {
        this.process = process;
        this.address = address;
        this.apiKey = apiKey;
    }

    /** @param data an empty folder */
    static LocalProcess start(Path data) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "--enable-native-access=ALL-UNNAMED",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName())
                .directory(Project.file("").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("PORT", "0");
        builder.environment().put("LATCHKEY_DATA", data.toString());
        Process process = builder.start();
        // Only three lines and a hint follow: nobody has to read on.
        BufferedReader lines = process.inputReader();
        String address = after("Latchkey: ", lines);
        after("App: ", lines);
        return new LocalProcess(process, address, after("API key: ", lines));
    }

    private static String after(String label, BufferedReader lines) throws IOException {
        String line = lines.readLine();
        if (line == null || !line.startsWith(label)) {
            throw new IllegalStateException("the service says: " + line);
        }
        return line.substring(label.length());
    }

    String address() {
        return address;
    }

    String apiKey() {
        return apiKey;
    }

    /** An answer, to the app's server; single quotes stand for double ones. */
    Map<String, Object> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("x-api-key", apiKey)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        return Json.readObject(http.send(request, BodyHandlers.ofString()).body());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
