package dev.latchkey.bench.coldstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A group of processes that has a share of one processor, as Lambda gives a function by its memory: a tenth of a second of
 * which the share may be used, and the rest waited for. A control group of Linux, which root alone may make.
 */
final class ProcessorShare implements AutoCloseable {
    private static final Path VERSION_1 = Path.of("/sys/fs/cgroup/cpu/latchkey-bench");
    private static final Path VERSION_2 = Path.of("/sys/fs/cgroup/latchkey-bench");
    private static final int PERIOD_MICROS = 100_000;

    private final Path group;

    private ProcessorShare(Path group) {
        this.group = group;
    }

    static ProcessorShare make() throws IOException {
        boolean second = Files.exists(Path.of("/sys/fs/cgroup/cgroup.controllers"));
        return new ProcessorShare(Files.createDirectories(second ? VERSION_2 : VERSION_1));
    }

    /** From now on the group has this share of one processor, of 1 at most. */
    void set(double share) throws IOException {
        long micros = Math.round(PERIOD_MICROS * share);
        if (group.equals(VERSION_2)) {
            Files.writeString(group.resolve("cpu.max"), micros + " " + PERIOD_MICROS);
        } else {
            Files.writeString(group.resolve("cpu.cfs_quota_us"), String.valueOf(micros));
        }
    }

    /** The command as one that first joins the group. */
    List<String> within(List<String> command) {
        List<String> joining = new ArrayList<>(
                List.of("sh", "-c", "echo $$ > " + group.resolve("cgroup.procs") + "; exec \"$@\"", "sh"));
        joining.addAll(command);
        return joining;
    }

    @Override
    public void close() throws IOException {
        Files.delete(group);
    }
}
