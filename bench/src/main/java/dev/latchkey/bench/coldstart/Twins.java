package dev.latchkey.bench.coldstart;

import dev.latchkey.bench.Project;
import dev.latchkey.bench.harness.Call;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The twins of create-token in other languages, bench/node/ and bench/go/, which {@code bench/run} builds as far as their tools
 * are there.
 *
 * @param candidates those that were built
 * @param missing says which were not; empty when all are there
 */
record Twins(List<Candidate> candidates, String missing) {
    private static final Path NODE_MODULES = Project.file("bench/node/node_modules");
    private static final Path BUNDLE = Project.file("bench/node/target/create-token.mjs");
    private static final Path GO_PROGRAM = Project.file("bench/go/target/bootstrap");

    static Twins of(Candidates made, Call createToken) {
        List<Candidate> built = new ArrayList<>();
        StringBuilder missing = new StringBuilder();
        if (Files.exists(NODE_MODULES) && Files.exists(BUNDLE) && nodeRuns()) {
            Path module = Project.file("bench/node/create-token.mjs");
            built.add(made.node("Node.js twin, unbundled", module, createToken));
            built.add(made.node("Node.js twin, bundled", BUNDLE, createToken));
        } else {
            missing.append(" The Node.js twin was left out: node or its packages are missing.");
        }
        if (Files.isExecutable(GO_PROGRAM)) {
            built.add(made.program("Go twin", GO_PROGRAM, createToken));
        } else {
            missing.append(" The Go twin was left out: go or its modules are missing.");
        }
        return new Twins(built, missing.toString());
    }

    private static boolean nodeRuns() {
        try {
            return new ProcessBuilder("node", "--version").start().waitFor() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
