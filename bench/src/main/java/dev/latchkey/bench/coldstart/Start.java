package dev.latchkey.bench.coldstart;

import dev.latchkey.bench.Sample;
import dev.latchkey.deployed.Environment;
import dev.latchkey.deployed.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * One start of one candidate, on one core.
 *
 * @param initMs from the start of the process to its first request for an event; for a snapshot, how long making it takes
 * @param firstMs from the first event, or from the restoring of the snapshot, to the answer
 * @param cpuMs of the process up to that answer, in steps of a tick: other processes take less from it than from the times
 * @param residentMb after that answer
 */
record Start(double initMs, double firstMs, double cpuMs, double residentMb) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Pattern REFUSED = Pattern.compile("\"statusCode\":[45]|\"errorMessage\"");

    /** The first core is left to whoever measures and to the servers. */
    private static final List<String> ONE_CORE = List.of("taskset", "-c", "1");

    static Start of(Candidate candidate) throws IOException, InterruptedException {
        String event = candidate.event().get();
        try (Environment environment = environment(candidate)) {
            Duration init = environment.init();
            long before = System.nanoTime();
            if (candidate.restored()) {
                environment.api().restore();
            }
            Reply reply = invoke(environment, event);
            long nanos = candidate.restored() ? System.nanoTime() - before : reply.nanos();
            return new Start(
                    init.toNanos() / 1e6, nanos / 1e6, cpuMs(environment.pid()), environment.residentKb() / 1024.0);
        }
    }

    /** In user and system mode, of all its threads; the fields 14 and 15 of proc(5), in hundredths of a second. */
    private static double cpuMs(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) * 10.0;
    }

    /** How many classes a JVM has loaded when it has answered once. */
    static long classes(Candidate candidate, Path javaHome) throws IOException, InterruptedException {
        try (Environment environment = environment(candidate)) {
            environment.init();
            if (candidate.restored()) {
                environment.api().restore();
            }
            invoke(environment, candidate.event().get());
            Process jstat = new ProcessBuilder(
                            javaHome.resolve("bin/jstat").toString(), "-class", String.valueOf(environment.pid()))
                    .start();
            List<String> lines = new String(jstat.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
            return Long.parseLong(lines.get(1).strip().split("\\s+")[0]);
        }
    }

    /** How long a function takes that has answered the same event so many times before, in milliseconds, for as many more. */
    static Sample warm(Candidate candidate, int events) throws IOException {
        List<Double> millis = new ArrayList<>();
        String event = candidate.event().get();
        try (Environment environment = environment(candidate)) {
            for (int i = 0; i < 2 * events; i++) {
                Reply reply = invoke(environment, event);
                if (i >= events) {
                    millis.add(reply.nanos() / 1e6);
                }
            }
        }
        return Sample.of(millis);
    }

    /** Answers so many events and ends, which is when an archive of classes is written. */
    static void train(Candidate candidate, int events) throws IOException {
        try (Environment environment =
                Environment.start(candidate.command(), candidate.folder(), candidate.variables(), PATIENCE)) {
            for (int i = 0; i < events; i++) {
                invoke(environment, candidate.event().get());
            }
        }
    }

    private static Environment environment(Candidate candidate) throws IOException {
        List<String> command = new ArrayList<>(Files.exists(Path.of("/usr/bin/taskset")) ? ONE_CORE : List.of());
        command.addAll(candidate.command());
        return Environment.start(command, candidate.folder(), candidate.variables(), PATIENCE);
    }

    private static Reply invoke(Environment environment, String event) {
        Reply reply = environment.invoke(event);
        if (reply.ending() != Reply.Ending.ANSWERED
                || REFUSED.matcher(reply.body()).find()) {
            throw new IllegalStateException(reply + "\n" + environment.output());
        }
        return reply;
    }
}
