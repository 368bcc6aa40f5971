package dev.latchkey.local;

import java.time.Clock;
import java.util.concurrent.CountDownLatch;

/** Starts Latchkey on this machine: {@code mvn -q -Plocal}. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) throws InterruptedException {
        try {
            Settings settings = Settings.from(System.getenv(), System.getProperty("latchkey.project"));
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
