package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventType;
import dev.latchkey.functions.platform.Platform;
import dev.latchkey.functions.platform.Stores;
import dev.latchkey.functions.queue.MessageHandler;
import dev.latchkey.functions.webhook.DispatchWebhooksHandler;
import dev.latchkey.functions.webhook.SendWebhookHandler;
import dev.latchkey.local.gateway.LambdaFunction;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.outbound.CallResult;
import dev.latchkey.outbound.HttpPost;
import dev.latchkey.outbound.Outbound;
import dev.latchkey.page.PageRequest;
import dev.latchkey.queue.MessageQueue;
import dev.latchkey.queue.QueueName;
import dev.latchkey.signing.SigningKeys;
import dev.latchkey.template.Template;
import dev.latchkey.template.TemplateFunction;
import dev.latchkey.template.TemplateQueue;
import dev.latchkey.template.TemplateYaml;
import dev.latchkey.webhook.Delivery;
import dev.latchkey.webhook.DeliveryLog;
import dev.latchkey.webhook.DeliveryState;
import dev.latchkey.webhook.MasterKey;
import dev.latchkey.webhook.WebhookEndpoint;
import dev.latchkey.webhook.WebhookSignature;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Receivers that do what they should not, through the queues and functions of template.yaml and over real sockets. */
class TroubledWebhooksTest {
    private static final AppName APP = new AppName("dev");
    private static final String SECRET_PATH = "/s3cr3t/";
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder;

    private final OpenResources opened = new OpenResources();
    /** Ends what hangs. */
    private final CountDownLatch end = new CountDownLatch(1);

    private final BlockingQueue<String> received = new LinkedBlockingQueue<>();
    private final Map<String, Integer> calls = new ConcurrentHashMap<>();
    private ServerSocket receiver;
    private LocalPlatform platform;

    /** The platform of this machine, but that what hangs does so until the test ends it. */
    private record HangingPlatform(LocalPlatform local, CountDownLatch end) implements Platform {
        @Override
        public Clock clock() {
            return local.clock();
        }

        @Override
        public Stores stores() {
            return local.stores();
        }

        @Override
        public MessageQueue queue(QueueName name) {
            return local.queue(name);
        }

        @Override
        public SigningKeys signingKeys() {
            return local.signingKeys();
        }

        @Override
        public MasterKey webhookKey() {
            return local.webhookKey();
        }

        @Override
        public DeliveryLog deliveryLog() {
            return local.deliveryLog();
        }

        @Override
        public Outbound outbound() {
            HttpPost http = new HttpPost(local.addressRules());
            return new Outbound() {
                @Override
                public AddressRules rules() {
                    return http.rules();
                }

                @Override
                public CallResult post(URI address, Map<String, String> headers, String json) {
                    if (!address.getPath().endsWith("hangs")) {
                        return http.post(address, headers, json);
                    }
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                    return new CallResult(0, CallResult.Fault.TIMED_OUT, Duration.ofSeconds(15));
                }
            };
        }
    }

    @BeforeEach
    void start() throws Exception {
        receiver = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        inBackground(this::accept);
        Template template = TemplateYaml.read(Path.of("..", "template.yaml"), Map.of());
        DataFolder data = opened.with(DataFolder.open(folder));
        LocalServer.putKeysInto(folder);
        platform =
                LocalResources.open(data, template, Clock.systemUTC(), opened).platform();
        open(template, "DispatchWebhooksFunction", new DispatchWebhooksHandler(platform));
        open(template, "SendWebhookFunction", new SendWebhookHandler(new HangingPlatform(platform, end)));
        platform.eventBus().subscribe(new WebhookRule(platform.queues()));
    }

    private void open(Template template, String name, MessageHandler handler) {
        TemplateFunction function = template.functions().stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        for (TemplateQueue queue : function.queues()) {
            platform.queues().open(queue, new LambdaFunction(name, handler, function.timeout()));
        }
    }

    @AfterEach
    void stop() throws IOException {
        end.countDown();
        opened.close();
        receiver.close();
    }

    @Test
    void oneThatHangsHoldsNoOtherUp() throws Exception {
        webhook("hangs");
        webhook("steady");
        for (int number = 1; number <= 40; number++) {
            happens(number);
        }
        for (int number = 1; number <= 40; number++) {
            assertThat(received.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)).isEqualTo("steady");
        }
        assertThat(deliveries("hangs")).hasSize(40).allMatch(delivery -> delivery.attempts() == 0);

        end.countDown();
        await("hangs", delivery -> delivery.attempts() > 0, 2);
        assertThat(deliveries("hangs")).hasSize(40).allMatch(delivery -> delivery.state() == DeliveryState.PENDING);
    }

    @Test
    void whateverTheyDoNothingIsLostAndNothingLeaks() throws Exception {
        List<String> all = List.of("steady", "floods", "fails", "resets", "redirects");
        for (String name : all) {
            webhook(name);
        }
        happens(1);
        for (String name : all) {
            await(name, delivery -> delivery.state() == DeliveryState.DELIVERED, 1);
        }
        assertThat(calls).isEqualTo(Map.of("steady", 1, "floods", 1, "fails", 2, "resets", 2, "redirects", 2));
        for (String name : all) {
            assertThat(deliveries(name))
                    .singleElement()
                    .satisfies(delivery -> assertThat(delivery.attempts()).isEqualTo(calls.get(name)));
        }
        assertThat(Files.readString(folder.resolve("latchkey.log")))
                .contains("\"log\":\"webhook\"", "\"status\":500", "\"status\":307", "\"fault\":\"connection_failed\"")
                .doesNotContain(SECRET_PATH, "169.254", "Ada", "whsec_");
    }

    private void webhook(String name) {
        String url = "http://127.0.0.1:" + receiver.getLocalPort() + SECRET_PATH + name;
        platform.stores()
                .webhooks()
                .put(new WebhookEndpoint(
                        APP,
                        "wh_" + name,
                        url,
                        Set.of(),
                        Set.of(),
                        "",
                        WebhookSignature.STANDARD,
                        true,
                        Instant.now(),
                        1,
                        Instant.EPOCH,
                        1));
    }

    private void happens(int number) {
        platform.eventBus()
                .publish(List.of(new Event(
                        "evt_" + number,
                        EventType.TOKEN_REVOKED,
                        Instant.now(),
                        APP,
                        null,
                        null,
                        String.format("%040d", number),
                        Map.of("by", "Ada"))));
    }

    private List<Delivery> deliveries(String name) {
        return platform.stores()
                .deliveries()
                .list(APP, "wh_" + name, PageRequest.first(100))
                .entries();
    }

    private void await(String name, Predicate<Delivery> wanted, int many) throws Exception {
        Instant patience = Instant.now().plusSeconds(PATIENCE_SECONDS);
        while (deliveries(name).stream().filter(wanted).count() < many) {
            assertThat(Instant.now()).as(name).isBefore(patience);
            Thread.sleep(50);
        }
    }

    private void accept() {
        while (!receiver.isClosed()) {
            try {
                Socket connection = receiver.accept();
                inBackground(() -> serve(connection));
            } catch (IOException e) {
                return; // closed
            }
        }
    }

    private void serve(Socket connection) {
        try (connection) {
            String path = request(connection.getInputStream());
            String name = path.substring(path.lastIndexOf('/') + 1);
            boolean first = calls.merge(name, 1, Integer::sum) == 1;
            received.add(name);
            if (first && name.equals("resets")) {
                connection.setSoLinger(true, 0);
                return;
            }
            String answer = first ? answer(name) : "204 No Content\r\n\r\n";
            connection.getOutputStream().write(("HTTP/1.1 " + answer).getBytes(StandardCharsets.US_ASCII));
            if (name.equals("floods")) {
                connection.getOutputStream().write(new byte[10_000_000]);
            }
        } catch (IOException e) {
            // The other side has heard enough.
        }
    }

    private static String answer(String name) {
        return switch (name) {
            case "fails" -> "500 Broken\r\n\r\n";
            case "redirects" -> "307 Elsewhere\r\nlocation: http://169.254.169.254/latest/meta-data/\r\n\r\n";
            case "floods" -> "200 OK\r\ncontent-length: 10000000\r\n\r\n";
            default -> "204 No Content\r\n\r\n";
        };
    }

    /** Reads a request to its end. Returns its path. */
    private static String request(InputStream connection) throws IOException {
        InputStream in = new BufferedInputStream(connection);
        String path = line(in).split(" ")[1];
        int length = 0;
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
            if (header.startsWith("Content-Length: ")) {
                length = Integer.parseInt(header.substring("Content-Length: ".length()));
            }
        }
        in.readNBytes(length);
        return path;
    }

    private static String line(InputStream in) throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n' && next >= 0; next = in.read()) {
            line.append((char) next);
        }
        return line.toString().trim();
    }

    private static void inBackground(Runnable work) {
        Thread thread = new Thread(work, "receiver");
        thread.setDaemon(true);
        thread.start();
    }
}
