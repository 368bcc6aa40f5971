package dev.latchkey.bench.harness;

import dev.latchkey.bench.Project;
import dev.latchkey.json.Json;
import dev.latchkey.local.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** The whole service in a process of its own, as {@code mvn -Plocal} runs it, with an empty table. */
public final class LocalProcess implements AutoCloseable {
    /** Those of .mvn/jvm.config, as {@code mvn -Plocal} runs. */
    public static final List<String> MAVENS_FLAGS = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

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
    public static LocalProcess start(Path data, List<String> flags) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("--enable-native-access=ALL-UNNAMED");
        command.addAll(flags);
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

    /** What is reachable in its heap, in bytes: it collects its garbage first. */
    public long liveHeapBytes() throws IOException, InterruptedException {
        jcmd("GC.run");
        // Of the young generation and of the old one: "DefNew total 78656K, used 2517K [0x..."
        return Pattern.compile("total \\d+K, used (\\d+)K")
                        .matcher(jcmd("GC.heap_info"))
                        .results()
                        .mapToLong(used -> Long.parseLong(used.group(1)))
                        .sum()
                * 1024;
    }

    /** What the operating system has given it, in bytes. */
    public long residentBytes() throws IOException {
        return Files.readAllLines(Path.of("/proc", String.valueOf(process.pid()), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) * 1024)
                .sum();
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                        String.valueOf(process.pid()),
                        command)
                .redirectErrorStream(true)
                .start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException("jcmd says: " + said);
        }
        return said;
    }

    /** An answer, to the app's server; single quotes stand for double ones. */
    public Map<String, Object> post(String path, String body) throws IOException, InterruptedException {
        return call("POST", path, body);
    }

    /** As {@link #post}, by another method. */
    public Map<String, Object> call(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(address + path))
                .header("x-api-key", apiKey)
                .header("content-type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
                .build();
        HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
        if (answer.statusCode() >= 400) {
            throw new IllegalStateException(method + " " + path + ": " + answer.body());
        }
        return Json.readObject(answer.body());
    }

    @Override
    public void close() {
        process.destroy();
    }
}
