package dev.latchkey.deployed;

import static dev.latchkey.deployed.Reply.Ending.ANSWERED;
import static dev.latchkey.deployed.Reply.Ending.FAILED;
import static dev.latchkey.deployed.Reply.Ending.NOT_INITIALISED;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Lambda's runtime client makes of the package, as far as no AWS is needed to see it. */
class RuntimeClientIT {
    private static final String HANDLER = "dev.latchkey.functions.room.GetRoomHandler";
    private static final int MEMORY_MB = 1024;

    @TempDir
    private static Path taskRoot;

    @BeforeAll
    static void unzip() throws Exception {
        DeployedPackage.unzip(Path.of("target/latchkey.zip"), taskRoot);
    }

    private static Environment start(String handler, Map<String, String> more) throws Exception {
        Path java = Path.of(System.getProperty("java.home"));
        Map<String, String> variables = JavaRuntime.variables("function", handler, MEMORY_MB, taskRoot);
        variables.putAll(more);
        return Environment.start(
                JavaRuntime.command(java, MEMORY_MB, List.of(), handler), taskRoot, variables, Duration.ofSeconds(10));
    }

    @Test
    void functionAnswersAndSaysSoInOneLine() throws Exception {
        try (Environment environment = start(HANDLER, Map.of("TABLE_NAME", "Latchkey"))) {
            Reply reply =
                    environment.invoke("{'routeKey':'GET /api/v1/room/{roomName}','headers':{},".replace('\'', '"')
                            + "'requestContext':{'requestId':'r1'}}".replace('\'', '"'));

            assertThat(reply.ending()).describedAs(reply.body()).isEqualTo(ANSWERED);
            assertThat(reply.body()).contains("route_not_found", "/requests/r1");
            assertThat(environment.output().lines()).hasSize(1);
            assertThat(environment.output()).startsWith("{").contains("\"status\":404");
            assertThat(environment.init()).isBetween(Duration.ofMillis(10), environment.age());
        }
    }

    @Test
    void whatIsThrownIsReportedAndTheEnvironmentGoesOn() throws Exception {
        String handler = "dev.latchkey.functions.keys.RotateSigningKeyHandler";
        try (Environment environment = start(handler, Map.of("TABLE_NAME", "Latchkey"))) {
            for (int round = 0; round < 2; round++) {
                Reply reply = environment.invoke("{}");

                assertThat(reply.ending()).describedAs(reply.body()).isEqualTo(FAILED);
                assertThat(reply.errorType()).isEqualTo("Runtime.UserException");
                assertThat(reply.body()).contains("\"errorType\":\"java.lang.IllegalArgumentException\"");
            }
            assertThat(environment.output()).contains("an event of Secrets Manager has a Step", "\tat dev.latchkey.");
        }
    }

    @Test
    void missingVariableEndsTheInitAndIsNamed() throws Exception {
        try (Environment environment = start(HANDLER, Map.of())) {
            Reply reply = environment.invoke("{}");

            assertThat(reply.ending()).isEqualTo(NOT_INITIALISED);
            assertThat(reply.body()).contains("TABLE_NAME is not set; template.yaml sets it");
            assertThat(environment.exitCode()).isEqualTo(1);
            assertThat(environment.invoke("{}").ending()).isEqualTo(Reply.Ending.EXITED);
        }
    }

    @Test
    void classThatIsNotInThePackageIsReportedAtTheFirstEvent() throws Exception {
        try (Environment environment = start("dev.latchkey.functions.room.NoSuchHandler", Map.of())) {
            Reply reply = environment.invoke("{}");

            assertThat(reply.ending()).isEqualTo(FAILED);
            assertThat(reply.body()).contains("Class not found: dev.latchkey.functions.room.NoSuchHandler");
        }
    }
}
