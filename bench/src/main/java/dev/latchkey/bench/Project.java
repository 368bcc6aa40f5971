package dev.latchkey.bench;

import dev.latchkey.template.Template;
import dev.latchkey.template.TemplateYaml;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The files of this checkout. */
public final class Project {
    private static final Path ROOT = root(Path.of("").toAbsolutePath());

    private Project() {}

    private static Path root(Path folder) {
        if (Files.exists(folder.resolve("template.yaml"))) {
            return folder;
        }
        Path parent = folder.getParent();
        if (parent == null) {
            throw new IllegalStateException("start it inside the project");
        }
        return root(parent);
    }

    public static Path file(String path) {
        return ROOT.resolve(path);
    }

    /** template.yaml as it is deployed by default. */
    public static Template template() {
        return TemplateYaml.read(file("template.yaml"), Map.of());
    }

    /** The package that is deployed, which {@code mvn package} makes. */
    public static Path zip() {
        return file("functions/target/latchkey.zip");
    }
}
