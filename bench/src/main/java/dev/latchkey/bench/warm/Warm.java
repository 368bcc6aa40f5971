package dev.latchkey.bench.warm;

import static dev.latchkey.bench.Markdown.number;

import dev.latchkey.bench.Markdown;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.Options;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** Prints what is computed in a warm function takes, by JMH. */
public final class Warm {
    /** What is compared with: the signature and its encoding, and nothing besides. */
    private static final String ALONE = "ByJavaJwtAlone";

    private Warm() {}

    /** @param arguments seconds of each iteration; of each benchmark two forks with three to warm up and five that count */
    public static void main(String[] arguments) throws RunnerException {
        TimeValue each = TimeValue.milliseconds(Math.round(Double.parseDouble(arguments[0]) * 1000));
        Options options = new OptionsBuilder()
                .include(EntryBenchmark.class.getName())
                .forks(2)
                .warmupIterations(3)
                .warmupTime(each)
                .measurementIterations(5)
                .measurementTime(each)
                .jvmArgsAppend("--sun-misc-unsafe-memory-access=allow")
                .verbosity(VerboseMode.SILENT)
                .build();
        Map<String, Result<?>> times = new LinkedHashMap<>();
        for (RunResult result : new Runner(options).run()) {
            Result<?> time = result.getPrimaryResult();
            times.put(time.getLabel(), time);
        }
        Markdown table = Markdown.of("computed", "µs", "±", "times java-jwt alone");
        times.forEach((name, time) -> {
            Result<?> alone = times.get(name.replaceAll("By.*", "") + ALONE);
            table.row(
                    sentence(name),
                    number(time.getScore(), 2),
                    number(time.getScoreError(), 2),
                    alone == null ? "" : number(time.getScore() / alone.getScore(), 2));
        });
        table.print(
                "Warm",
                "One thread; two forks, in each three iterations to warm up and five that count, of " + arguments[0]
                        + " s each.");
    }

    /** {@code mintAccessToken} as {@code mint access token}. */
    private static String sentence(String name) {
        return name.replaceAll("([A-Z][a-z]+)", " $1")
                .toLowerCase(Locale.ROOT)
                .replaceAll(" +", " ")
                .replace(" step ", ": ")
                .replace("java jwt", "java-jwt")
                .replace("live kit", "LiveKit's SDK");
    }
}
