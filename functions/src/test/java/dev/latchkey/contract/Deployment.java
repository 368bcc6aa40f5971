package dev.latchkey.contract;

import dev.latchkey.deployed.DeployedPackage;
import dev.latchkey.deployed.Environment;
import dev.latchkey.deployed.JavaRuntime;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * The package, unzipped, and template.yaml, beside an emulated AWS: starts functions as Lambda does, with the Java of this
 * process.
 *
 * @param taskRoot where the package was unzipped
 */
record Deployment(EmulatedAws aws, Path taskRoot) {
    private static final Path JAVA = Path.of(System.getProperty("java.home"));

    /** @param folder is empty */
    static Deployment into(Path folder, EmulatedAws aws) throws IOException {
        return new Deployment(aws, DeployedPackage.unzip(Path.of("target/latchkey.zip"), folder));
    }

    Environment start(Template.Function function) throws IOException {
        return start(function, List.of());
    }

    /** Started up to where a snapshot is taken of it. */
    Environment startForSnapshot(Template.Function function) throws IOException {
        return start(function, List.of(), Map.of("AWS_LAMBDA_INITIALIZATION_TYPE", "snap-start"));
    }

    /** @param flags further ones of the JVM */
    Environment start(Template.Function function, List<String> flags) throws IOException {
        return start(function, flags, Map.of());
    }

    private Environment start(Template.Function function, List<String> flags, Map<String, String> more)
            throws IOException {
        int memoryMb = Integer.parseInt(setting(function, "MemorySize").text());
        Duration timeout =
                Duration.ofSeconds(Integer.parseInt(setting(function, "Timeout").text()));
        Map<String, String> variables =
                JavaRuntime.variables(function.logicalId(), function.handler(), memoryMb, taskRoot);
        variables.putAll(aws.variables());
        for (Yaml where : List.of(Template.FILE.at("Globals", "Function"), function.properties())) {
            where.at("Environment", "Variables")
                    .map()
                    .forEach((name, value) -> variables.put(name, resolved(new Yaml(value))));
        }
        variables.putAll(more);
        List<String> command = JavaRuntime.command(JAVA, memoryMb, flags, function.handler());
        return Environment.start(command, taskRoot, variables, timeout);
    }

    private static Yaml setting(Template.Function function, String name) {
        return function.properties().map().containsKey(name)
                ? function.properties().at(name)
                : Template.FILE.at("Globals", "Function", name);
    }

    /** A text as it is; what refers to a resource, a parameter or the stack's name, as a deployment resolves it. */
    private String resolved(Yaml written) {
        Yaml value = written.atMost();
        if (!(value.value() instanceof Map)) {
            return value.text();
        }
        String reference = value.reference();
        Yaml parameter = Template.FILE.at("Parameters", reference, "Default");
        return aws.resources()
                .getOrDefault(
                        reference,
                        parameter.value() instanceof Map
                                ? reference.replace("${AWS::StackName}", "latchkey")
                                : parameter.text());
    }
}
