package dev.latchkey.deployed;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.api.client.AWSLambda;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import java.io.File;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.annotations.SdkInternalApi;
import software.amazon.awssdk.utilslite.SdkInternalThreadLocal;

/** Lambda's managed Java runtime: the command that it starts and the variables that it sets. */
public final class JavaRuntime {
    private JavaRuntime() {}

    /**
     * The runtime client, which loads the handler from the folder that it is started in: lib/*.jar there, in a class loader of
     * their own.
     *
     * @param javaHome of the Java that runs it
     * @param memoryMb the function's; it bounds the heap
     * @param more further flags of the JVM
     * @param handler a class name, or a class and a method with :: between them
     */
    public static List<String> command(Path javaHome, int memoryMb, List<String> more, String handler) {
        return command(javaHome, memoryMb, more, classPath(), handler);
    }

    /** The same with another class path, on which the runtime client has to be too. */
    public static List<String> command(
            Path javaHome, int memoryMb, List<String> more, String classPath, String handler) {
        List<String> command = new ArrayList<>();
        command.add(javaHome.resolve("bin/java").toString());
        command.addAll(flags(memoryMb));
        command.addAll(more);
        command.addAll(List.of("-cp", classPath, AWSLambda.class.getName(), handler));
        return command;
    }

    /** As `ps` shows them in java17 and later, but for the archive of shared classes, which is Lambda's own. */
    private static List<String> flags(int memoryMb) {
        return List.of(
                "-XX:MaxHeapSize=" + memoryMb * 1024L * 85 / 100 + "k",
                // Its default is a 64th of the machine's memory, and there the machine has as much as the function.
                "-XX:InitialHeapSize=" + memoryMb * 1024L / 64 + "k",
                "-XX:+UseSerialGC",
                "-XX:+TieredCompilation",
                "-XX:TieredStopAtLevel=1",
                "--add-opens=java.base/java.io=ALL-UNNAMED",
                "-Dorg.crac.Core.Compat=com.amazonaws.services.lambda.crac",
                // Its native half is loaded from the class path, of which a new Java would warn.
                "--enable-native-access=ALL-UNNAMED");
    }

    /** The runtime client and what it needs, and nothing of the function. */
    public static String classPath() {
        return Stream.of(
                        AWSLambda.class,
                        Context.class,
                        PojoSerializer.class,
                        SdkInternalThreadLocal.class,
                        SdkInternalApi.class)
                .map(JavaRuntime::jar)
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static String jar(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** What Lambda sets for every function, besides what the function asks for. */
    public static Map<String, String> variables(String functionName, String handler, int memoryMb, Path taskRoot) {
        Map<String, String> variables = new TreeMap<>();
        variables.put("_HANDLER", handler);
        variables.put("AWS_EXECUTION_ENV", "AWS_Lambda_java25");
        variables.put("AWS_LAMBDA_FUNCTION_NAME", functionName);
        variables.put("AWS_LAMBDA_FUNCTION_VERSION", "1");
        variables.put("AWS_LAMBDA_FUNCTION_MEMORY_SIZE", String.valueOf(memoryMb));
        variables.put("AWS_LAMBDA_INITIALIZATION_TYPE", "on-demand");
        variables.put("AWS_LAMBDA_LOG_GROUP_NAME", "/aws/lambda/" + functionName);
        variables.put("AWS_LAMBDA_LOG_STREAM_NAME", "2026/11/22/[1]5f0000000000000000000001");
        variables.put("AWS_REGION", "us-east-1");
        variables.put("AWS_DEFAULT_REGION", "us-east-1");
        variables.put("AWS_ACCESS_KEY_ID", "AKIDEMULATOR");
        variables.put("AWS_SECRET_ACCESS_KEY", "secret-of-the-emulator");
        variables.put("AWS_SESSION_TOKEN", "session-of-the-emulator");
        variables.put("LAMBDA_TASK_ROOT", taskRoot.toString());
        variables.put("LANG", "en_US.UTF-8");
        variables.put("TZ", ":UTC");
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        return variables;
    }
}
