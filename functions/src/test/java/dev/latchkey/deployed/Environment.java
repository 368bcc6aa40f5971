package dev.latchkey.deployed;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * One execution environment: a process that asks a Runtime API of its own for events, whatever language it is written in. Its
 * standard output and error go into one file, as they go into one log.
 */
public final class Environment implements AutoCloseable {
    private final RuntimeApi api;
    private final Process process;
    private final Path output;
    private final long startedAt;

    private Environment(RuntimeApi api, Process process, Path output, long startedAt) {
        this.api = api;
        this.process = process;
        this.output = output;
        this.startedAt = startedAt;
    }

    /**
     * @param folder where it is started, which is /var/task in Lambda
     * @param variables all that it sees, besides where its Runtime API is
     * @param timeout the longest that an event may take
     */
    public static Environment start(List<String> command, Path folder, Map<String, String> variables, Duration timeout)
            throws IOException {
        RuntimeApi api = new RuntimeApi(timeout);
        Path output = Files.createTempFile("environment", ".log");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().clear();
        builder.environment().putAll(variables);
        builder.environment().put("AWS_LAMBDA_RUNTIME_API", api.address());
        long startedAt = System.nanoTime();
        Process process = builder.start();
        process.onExit().thenRun(api::exited);
        return new Environment(api, process, output, startedAt);
    }

    /** Hands over an event and waits for its end. */
    public Reply invoke(String event) {
        return api.invoke(event);
    }

    /** Its Runtime API, for whoever measures or restores. */
    public RuntimeApi api() {
        return api;
    }

    /** From the start of the process to its first request for an event; waits for it. */
    public Duration init() throws InterruptedException {
        if (!api.awaitReady(Duration.ofMinutes(1))) {
            throw new AssertionError("not ready within a minute: " + output());
        }
        return Duration.ofNanos(api.readyAtNanos() - startedAt);
    }

    /** From the start of the process up to now. */
    public Duration age() {
        return Duration.ofNanos(System.nanoTime() - startedAt);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** How the process ended; waits until it has. */
    public int exitCode() throws InterruptedException {
        if (!process.waitFor(1, TimeUnit.MINUTES)) {
            throw new AssertionError("it goes on: " + output());
        }
        return process.exitValue();
    }

    /** All that it has printed up to now. */
    public String output() {
        try {
            return Files.readString(output, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Resident memory in KB, from /proc. */
    public long residentKb() {
        return status("VmRSS");
    }

    /** The most that it ever was. */
    public long peakResidentKb() {
        return status("VmHWM");
    }

    public long threads() {
        return status("Threads");
    }

    private long status(String name) {
        try {
            return Files.readAllLines(Path.of("/proc/" + pid() + "/status")).stream()
                    .filter(line -> line.startsWith(name + ":"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks the process to end, as Lambda does, and waits for that; an archive of classes is written then. */
    @Override
    public void close() throws IOException {
        process.destroy();
        try {
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
        api.close();
        Files.deleteIfExists(output);
    }
}
