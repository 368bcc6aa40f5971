package dev.latchkey.bench.harness;

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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The whole service in a process of its own, as {@code mvn -Plocal} runs it, with an empty table. */
public final class LocalProcess implements AutoCloseable {
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

    /**
     * Starts it.
     *
     * @param data an empty folder
     * @param flags of its JVM
     */
    public static LocalProcess start(Path data, String... flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(List.of(flags));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
        ProcessBuilder builder = new ProcessBuilder(command)
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

    public String address() {
        return address;
    }

    public String apiKey() {
        return apiKey;
    }

    /** An answer, to the app's server; single quotes stand for double ones. */
    public Map<String, Object> post(String path, String body) throws IOException, InterruptedException {
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
