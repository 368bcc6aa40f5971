package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import org.junit.jupiter.api.Test;

/** The software bill of materials names exactly the libraries whose classes are in the deployed package. */
class SbomIT {
    @Test
    void namesWhatIsInThePackage() throws IOException {
        assertThat(named()).isNotEmpty().isEqualTo(packaged());
    }

    private static Set<String> named() throws IOException {
        Set<String> names = new TreeSet<>();
        Map<?, ?> sbom = Json.readObject(Files.readString(Path.of("target/sbom.json")));
        for (Object component : (List<?>) sbom.get("components")) {
            Map<?, ?> library = (Map<?, ?>) component;
            if (!"dev.latchkey".equals(library.get("group"))) {
                names.add(library.get("name") + "-" + library.get("version") + ".jar");
            }
        }
        return names;
    }

    /** Which jars of this process have their classes in the package, byte for byte. */
    private static Set<String> packaged() throws IOException {
        Set<String> names = new TreeSet<>();
        try (JarFile bundle = new JarFile("target/latchkey-bundle.jar")) {
            for (String path : System.getProperty("java.class.path").split(File.pathSeparator)) {
                if (path.endsWith(".jar") && isIn(bundle, path)) {
                    names.add(Path.of(path).getFileName().toString());
                }
            }
        }
        names.removeIf(name -> name.startsWith("latchkey-"));
        return names;
    }

    private static boolean isIn(JarFile bundle, String path) throws IOException {
        try (JarFile jar = new JarFile(path)) {
            Optional<? extends ZipEntry> first = jar.stream()
                    .filter(entry -> entry.getName().endsWith(".class"))
                    .filter(entry -> !entry.getName().endsWith("module-info.class"))
                    .findFirst();
            return first.map(entry -> bundle.getEntry(entry.getName()))
                    .filter(entry -> entry.getCrc() == first.get().getCrc())
                    .isPresent();
        }
    }
}
