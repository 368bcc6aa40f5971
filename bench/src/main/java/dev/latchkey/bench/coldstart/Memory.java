package dev.latchkey.bench.coldstart;

import static dev.latchkey.bench.Markdown.number;

import dev.latchkey.bench.Markdown;
import dev.latchkey.bench.Project;
import dev.latchkey.bench.Sample;
import dev.latchkey.bench.harness.Call;
import dev.latchkey.bench.harness.Calls;
import dev.latchkey.bench.harness.Harness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/** Prints what a function's memory, which decides its share of a processor, does to its times. */
public final class Memory {
    private static final String FUNCTION = "CreateTokenFunction";
    private static final List<Integer> SIZES_MB = List.of(512, 768, 1024, 1536, 1769);

    /** Calls of one start: as many to warm up, as many to measure. */
    private static final int CALLS = 60;

    private Memory() {}

    /** @param arguments how many starts of each size */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int starts = Integer.parseInt(arguments[0]);
        Path target = Files.createDirectories(Project.file("bench/target"));
        Path work = Files.createTempDirectory(target, "memory");
        Packages packages = Packages.unpack(work);
        Path javaHome = Path.of(System.getProperty("java.home"));
        Call call = Objects.requireNonNull(Calls.usualByFunction().get(FUNCTION));
        Markdown table =
                Markdown.of("MB", "of a processor", "cold start ms", "restored ms", "warm p50 ms", "warm p95 ms");
        try (Harness stage = new Harness();
                ProcessorShare share = ProcessorShare.make()) {
            for (int memoryMb : SIZES_MB) {
                double part = (double) memoryMb / Candidates.MEMORY_MB;
                share.set(part);
                Candidates candidates = new Candidates(stage, packages, javaHome, work, memoryMb);
                Candidate function = candidates.function(FUNCTION, call).within(share);
                Race race = Race.run(List.of(function, candidates.restored(function)), starts);
                Sample warm = Start.warm(function, CALLS);
                table.row(
                        memoryMb,
                        number(part * 100, 0) + " %",
                        number(race.all().get(0).total().median(), 0),
                        number(race.all().get(1).total().median(), 0),
                        number(warm.median(), 1),
                        number(warm.quantile(0.95), 1));
            }
        }
        table.print(
                "Memory",
                FUNCTION + ": medians of " + starts + " starts, and of " + CALLS + " calls after as many to warm up.");
        System.exit(0); // the server of DynamoDB Local leaves threads behind
    }
}
