package dev.latchkey.local;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What can be chosen when starting on one machine.
 *
 * @param template where template.yaml is
 * @param data the folder of everything that is kept
 * @param port of the API
 * @param origins web origins whose pages may call the API: the template's parameter {@code CorsAllowedOrigins}
 */
public record Settings(Path template, Path data, int port, String origins) {
    private static final int DEFAULT_PORT = 3000;

    /** For the project that is found from the working directory upwards. */
    static Settings from(Map<String, String> environment) throws StartException {
        return from(environment, findProject());
    }

    /** @param root the project's root folder */
    static Settings from(Map<String, String> environment, Path root) throws StartException {
        Path template = root.resolve("template.yaml");
        if (!Files.isRegularFile(template)) {
            throw new StartException("There is no template.yaml in " + root + ".");
        }
        String data = environment.getOrDefault("LATCHKEY_DATA", "");
        return new Settings(
                template,
                data.isBlank() ? root.resolve(".latchkey") : Path.of(data).toAbsolutePath(),
                port(environment.getOrDefault("PORT", "")),
                Origins.parse(environment.getOrDefault("LATCHKEY_ORIGINS", "")));
    }

    private static int port(String text) throws StartException {
        if (text.isBlank()) {
            return DEFAULT_PORT;
        }
        try {
            int port = Integer.parseInt(text.trim());
            if (port >= 0 && port <= 65535) {
                return port;
            }
        } catch (NumberFormatException e) {
            // The same sentence says it.
        }
        throw new StartException("PORT must be a number from 0 to 65535.");
    }

    private static Path findProject() throws StartException {
        Path here = Path.of("").toAbsolutePath();
        for (Path folder = here; folder != null; folder = folder.getParent()) {
            if (Files.isRegularFile(folder.resolve("template.yaml"))) {
                return folder;
            }
        }
        throw new StartException("There is no template.yaml in " + here + " or above it.");
    }
}
