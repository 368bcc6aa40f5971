package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Java of a README: imports, then statements that know {@code url} and {@code apiKey} and end with a {@code token}. */
record Listed(String java, Path folder) {
    String run(String url, String apiKey) throws Exception {
        Path classes = Files.createTempDirectory(folder, "listing");
        Path source = classes.resolve("Listing.java");
        int end = java.lastIndexOf("import ");
        int statements = java.indexOf('\n', end) + 1;
        Files.writeString(
                source,
                java.substring(0, statements)
                        + "public class Listing { public static String run(String url, String apiKey) {\n"
                        + java.substring(statements)
                        + "\nreturn token; } }");
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter faults = new StringWriter();
        boolean compiled = compiler.getTask(
                        faults,
                        null,
                        null,
                        List.of("-proc:none", "-d", classes.toString(), "-cp", System.getProperty("java.class.path")),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertThat(compiled).as(faults.toString()).isTrue();
        try (URLClassLoader loader = new URLClassLoader(
                new URL[] {classes.toUri().toURL()}, getClass().getClassLoader())) {
            return (String) loader.loadClass("Listing")
                    .getMethod("run", String.class, String.class)
                    .invoke(null, url, apiKey);
        }
    }
}
