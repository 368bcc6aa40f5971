package dev.latchkey.bench.coldstart;

import static dev.latchkey.bench.Markdown.number;

import dev.latchkey.bench.Markdown;
import dev.latchkey.bench.Project;
import dev.latchkey.bench.coldstart.Candidates.Archive;
import dev.latchkey.bench.harness.Call;
import dev.latchkey.bench.harness.Calls;
import dev.latchkey.bench.harness.Harness;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Prints what a start costs: the table of comparisons, and the table of all functions. */
public final class ColdStart {
    private static final String COMPARED = "CreateTokenFunction";

    /** Whoever has knocked waits for its start. */
    private static final String TELLING = "PushFunction";

    private final Path javaHome = Path.of(System.getProperty("java.home"));
    private final Map<String, Call> calls = Calls.usualByFunction();
    private final Packages packages;
    private final Candidates candidates;

    private ColdStart(Harness stage, Path work) throws IOException {
        this.packages = Packages.unpack(work);
        this.candidates = new Candidates(stage, packages, javaHome, work, Candidates.MEMORY_MB);
    }

    /** @param arguments how many rounds of the comparisons, and of the functions; then their names, none for all */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path target = Files.createDirectories(Project.file("bench/target"));
        try (Harness stage = new Harness()) {
            ColdStart bench = new ColdStart(stage, Files.createTempDirectory(target, "coldstart"));
            bench.compare(Integer.parseInt(arguments[0]));
            List<String> named = List.of(arguments).subList(2, arguments.length);
            bench.functions(Integer.parseInt(arguments[1]), named.isEmpty() ? bench.calls.keySet() : named);
        }
        System.exit(0); // the server of DynamoDB Local leaves threads behind
    }

    private void compare(int rounds) throws IOException, InterruptedException {
        Candidate hello = candidates.hello();
        Candidate getItem = candidates.getItem();
        Candidate createToken = function(COMPARED);
        Path bareJar = Packages.jarIn(packages.getItem());
        List<Candidate> compared = new ArrayList<>(List.of(
                hello,
                candidates.withArchive(hello, Packages.jarIn(packages.hello()), Archive.AOT),
                getItem,
                candidates.withArchive(getItem, bareJar, Archive.CDS),
                candidates.withArchive(getItem, bareJar, Archive.AOT),
                createToken,
                candidates.withArchive(createToken, packages.jar(), Archive.CDS),
                candidates.withArchive(createToken, packages.jar(), Archive.AOT),
                candidates.restored(createToken),
                candidates.restored(function(TELLING))));
        Twins twins = Twins.of(candidates, call(COMPARED));
        compared.addAll(twins.candidates());
        Race race = Race.run(compared, rounds);
        Markdown table = Markdown.of(
                "started",
                "init ms",
                "first answer ms",
                "together ms",
                "least",
                "p90",
                "times GetItem",
                "CPU ms",
                "RSS MB",
                "classes");
        for (Starts starts : race.all()) {
            Candidate candidate = starts.candidate();
            table.row(
                    candidate,
                    candidate.restored() ? "before" : number(starts.init().median(), 0),
                    number(starts.first().median(), 0),
                    number(starts.total().median(), 0),
                    number(starts.total().least(), 0),
                    number(starts.total().quantile(0.9), 0),
                    number(race.ratio(starts, getItem), 2),
                    number(starts.cpu().median(), 0),
                    number(starts.resident().median(), 0),
                    candidate.isJava() ? Start.classes(candidate, javaHome) : "");
        }
        table.print(
                "Cold start, compared",
                "Medians of " + rounds + " starts, in shuffled order; package "
                        + number(Files.size(Project.zip()) / 1e6, 1) + " MB, unpacked "
                        + number(Files.size(packages.jar()) / 1e6, 1) + " MB." + twins.missing());
    }

    private void functions(int rounds, Collection<String> names) throws IOException, InterruptedException {
        Candidate getItem = candidates.getItem();
        List<Candidate> all = new ArrayList<>(List.of(getItem));
        names.forEach(name -> all.add(function(name)));
        Race race = Race.run(all, rounds);
        Markdown table = Markdown.of(
                "function", "init ms", "first answer ms", "together ms", "times GetItem", "CPU ms", "RSS MB");
        for (Starts starts : race.all()) {
            table.row(
                    starts.candidate(),
                    number(starts.init().median(), 0),
                    number(starts.first().median(), 0),
                    number(starts.total().median(), 0),
                    number(race.ratio(starts, getItem), 2),
                    number(starts.cpu().median(), 0),
                    number(starts.resident().median(), 0));
        }
        table.print("Cold start, function by function", "Medians of " + rounds + " starts, in shuffled order.");
    }

    private Candidate function(String name) {
        return candidates.function(name, call(name));
    }

    private Call call(String function) {
        return Objects.requireNonNull(calls.get(function), function);
    }
}
