package dev.latchkey.local;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts Latchkey on this machine: {@code mvn -q -Plocal}. */
public final class Main {
    private Main() {}

    /** @param arguments none to start; else an operator's command, see {@link OperatorCommand} */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            String project = System.getProperty("latchkey.project");
            Settings settings = project == null
                    ? Settings.from(System.getenv())
                    : Settings.from(System.getenv(), Path.of(project).normalize());
            if (arguments.length > 0) {
                System.out.println(OperatorCommand.run(List.of(arguments), settings, Clock.systemUTC()));
                System.exit(0);
            }
            LatchkeyServer bundle = LatchkeyServer.start(settings, Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(bundle::close, "stop"));
            System.out.print(StartMessage.text(
                    bundle.port(), DevelopmentApp.NAME.value(), bundle.apiKey().reveal()));
            System.out.flush();
        } catch (StartException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
        // Until a signal ends the process; the hook above then ends everything in order.
        new CountDownLatch(1).await();
    }
}
