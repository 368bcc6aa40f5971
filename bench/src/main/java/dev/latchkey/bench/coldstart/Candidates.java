package dev.latchkey.bench.coldstart;

import dev.latchkey.bench.Project;
import dev.latchkey.bench.bare.GetItemHandler;
import dev.latchkey.bench.bare.HelloHandler;
import dev.latchkey.bench.harness.Call;
import dev.latchkey.bench.harness.Harness;
import dev.latchkey.deployed.JavaRuntime;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/** Makes what is started, each as Lambda would start it. */
final class Candidates {
    /** As template.yaml has it: one whole processor comes with it. */
    static final int MEMORY_MB = 1769;

    private static final int TRAINING_EVENTS = 30;

    private final Harness stage;
    private final Packages packages;
    private final Path javaHome;
    private final Path archives;
    private final int memoryMb;

    /** @param archives a folder for archives of classes */
    Candidates(Harness stage, Packages packages, Path javaHome, Path archives, int memoryMb) {
        this.stage = stage;
        this.packages = packages;
        this.javaHome = javaHome;
        this.archives = archives;
        this.memoryMb = memoryMb;
    }

    Candidate hello() {
        return lambda("hello world", HelloHandler.class.getName(), packages.hello(), () -> "{}");
    }

    Candidate getItem() {
        return lambda("one GetItem", GetItemHandler.class.getName(), packages.getItem(), () -> "{}");
    }

    /** @param name the logical id of a function of template.yaml */
    Candidate function(String name, Call call) {
        String handler = Project.template().functions().stream()
                .filter(function -> function.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("template.yaml has no " + name))
                .handler();
        return lambda(name, handler, packages.deployed(), () -> call.event(stage));
    }

    private Candidate lambda(String name, String handler, Path folder, Supplier<String> event) {
        return new Candidate(
                name,
                JavaRuntime.command(javaHome, memoryMb, List.of(), handler),
                folder,
                variables(name, handler, folder),
                event);
    }

    /** The same from a snapshot: its init phase runs up to the checkpoint and goes on from there, in the same process. */
    Candidate restored(Candidate plain) {
        Map<String, String> variables = new TreeMap<>(plain.variables());
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start");
        return new Candidate(
                plain.name() + ", snapshot", plain.command(), plain.folder(), variables, plain.event(), true);
    }

    /** The same with an archive of its classes, which can only hold classes of the class path. */
    Candidate withArchive(Candidate plain, Path jar, Archive kind) throws IOException {
        Path file = archives.resolve(plain.name().replace(' ', '-') + kind.suffix());
        Files.deleteIfExists(file);
        Start.train(onClassPath(plain, jar, kind.made(file), "training"), TRAINING_EVENTS);
        if (!Files.exists(file)) {
            throw new IllegalStateException("no archive was made of " + plain);
        }
        return onClassPath(plain, jar, kind.used(file), kind.label());
    }

    private Candidate onClassPath(Candidate plain, Path jar, String flag, String label) {
        String handler = plain.command().get(plain.command().size() - 1);
        String classPath = JavaRuntime.classPath() + File.pathSeparator + jar;
        return new Candidate(
                plain.name() + ", " + label,
                JavaRuntime.command(javaHome, memoryMb, List.of(flag), classPath, handler),
                packages.nothing(),
                variables(plain.name(), handler, packages.nothing()),
                plain.event());
    }

    /** A Node.js function, under a loop of its own that asks the Runtime API for events. */
    Candidate node(String name, Path module, Call call) {
        Path folder = Project.file("bench/node");
        return program(
                name, List.of("node", folder.resolve("runtime.mjs").toString(), module.toString()), folder, call);
    }

    /** A function that is one executable file, which asks the Runtime API for events itself. */
    Candidate program(String name, Path file, Call call) {
        return program(name, List.of(file.toString()), packages.nothing(), call);
    }

    private Candidate program(String name, List<String> command, Path folder, Call call) {
        return new Candidate(
                name,
                command,
                folder,
                variables(name, command.get(command.size() - 1), folder),
                () -> call.event(stage));
    }

    private Map<String, String> variables(String name, String handler, Path folder) {
        Map<String, String> variables = JavaRuntime.variables(name.replace(' ', '-'), handler, memoryMb, folder);
        variables.putAll(stage.variables());
        return variables;
    }

    /** How a JVM keeps classes from one start to the next. */
    enum Archive {
        CDS("AppCDS", ".jsa", "-XX:ArchiveClassesAtExit=", "-XX:SharedArchiveFile="),
        AOT("AOT cache", ".aot", "-XX:AOTCacheOutput=", "-XX:AOTCache=");

        private final String label;
        private final String suffix;
        private final String making;
        private final String using;

        Archive(String label, String suffix, String making, String using) {
            this.label = label;
            this.suffix = suffix;
            this.making = making;
            this.using = using;
        }

        String label() {
            return label;
        }

        String suffix() {
            return suffix;
        }

        String made(Path file) {
            return making + file;
        }

        String used(Path file) {
            return using + file;
        }
    }
}
