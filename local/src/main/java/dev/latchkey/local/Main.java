package dev.latchkey.local;

import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Starts Latchkey on this machine: {@code mvn -q -Plocal}. */
public final class Main {
    private Main() {}

    /** @param arguments none to start; else an operator's command, see {@link OperatorCommand} */
    public static void main(String[] arguments) throws InterruptedException {
        try {
            Settings settings = Settings.from(System.getenv(), System.getProperty("latchkey.project"));
            if (arguments.length > 0) {
                System.out.println(OperatorCommand.run(List.of(arguments), settings, Clock.systemUTC()));
                System.exit(0);
            }
            Bundle bundle = Bundle.start(settings, Clock.systemUTC());
            Runtime.getRuntime().addShutdownHook(new Thread(bundle::close, "stop"));
            System.out.print(Welcome.text(
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
