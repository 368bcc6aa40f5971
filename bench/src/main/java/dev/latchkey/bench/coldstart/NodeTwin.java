package dev.latchkey.bench.coldstart;

import dev.latchkey.bench.Project;
import java.io.IOException;
import java.nio.file.Files;

/** The Node.js twin of create-token in bench/node/, which {@code bench/run} installs and bundles. */
final class NodeTwin {
    static final String UNBUNDLED = "create-token.mjs";
    static final String BUNDLED = "target/create-token.mjs";

    private NodeTwin() {}

    static boolean isInstalled() {
        return Files.exists(Project.file("bench/node/node_modules"))
                && Files.exists(Project.file("bench/node/" + BUNDLED))
                && nodeRuns();
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
