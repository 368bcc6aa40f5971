package dev.latchkey.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Latchkey in a process of its own, started as the README's command starts it but for Maven. */
final class MainProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final List<String> lines = new ArrayList<>();

    private MainProcess(Process process) {
        this.process = process;
        this.out = process.inputReader(StandardCharsets.UTF_8);
    }

    static MainProcess start(Map<String, String> environment) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName());
        builder.environment().keySet().removeAll(List.of("PORT", "LATCHKEY_DATA", "LATCHKEY_ORIGINS"));
        builder.environment().putAll(environment);
        return new MainProcess(builder.start());
    }

    /** The first three lines that it prints. */
    List<String> stableLines() throws IOException {
        while (lines.size() < 3) {
            String line = out.readLine();
            if (line == null) {
                throw new IOException("ended after " + lines + ": " + errors());
            }
            lines.add(line);
        }
        return lines;
    }

    /** Everything that it prints from now on until it ends. */
    String rest() throws IOException {
        StringBuilder rest = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            rest.append(line).append('\n');
        }
        return rest.toString();
    }

    String errors() throws IOException {
        return new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    ApiClient app() throws IOException {
        return ApiClient.at(URI.create(value(0).replace("localhost", "127.0.0.1")))
                .withKey(value(2));
    }

    private String value(int line) throws IOException {
        String text = stableLines().get(line);
        return text.substring(text.indexOf(": ") + 2);
    }

    /** kill -9: no hook runs, nothing is flushed. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Ctrl-C's milder sister: SIGTERM. */
    int stop() throws InterruptedException {
        // Not Process.destroy(), which closes the streams as well.
        process.toHandle().destroy();
        return exitCode();
    }

    int exitCode() throws InterruptedException {
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            throw new IllegalStateException("still runs");
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        kill();
    }
}
