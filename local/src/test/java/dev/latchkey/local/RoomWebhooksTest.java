package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.app.AppName;
import dev.latchkey.event.Event;
import dev.latchkey.event.EventType;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.json.Json;
import dev.latchkey.room.Room;
import dev.latchkey.room.RoomName;
import dev.latchkey.room.RoomRules;
import dev.latchkey.template.Template;
import dev.latchkey.template.TemplateYaml;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What goes out on the bus reaches an address that a room names, through the queues and functions of template.yaml. */
class RoomWebhooksTest {
    private static final AppName APP = new AppName("dev");
    private static final RoomName ROOM = new RoomName("team-sync");

    @TempDir
    Path folder;

    private final BlockingQueue<Got> received = new LinkedBlockingQueue<>();
    private final AtomicInteger status = new AtomicInteger(204);
    private final OpenResources opened = new OpenResources();
    private HttpServer receiver;

    private record Got(String id, String signature, String body) {}

    @BeforeEach
    void listen() throws Exception {
        receiver = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        receiver.createContext("/", exchange -> {
            // Before the test hears of the request: what it sets then is for the next one.
            int answer = status.get();
            received.add(new Got(
                    exchange.getRequestHeaders().getFirst("webhook-id"),
                    exchange.getRequestHeaders().getFirst("webhook-signature"),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
            exchange.sendResponseHeaders(answer, -1);
            exchange.close();
        });
        receiver.start();
    }

    @AfterEach
    void stop() {
        opened.close();
        receiver.stop(0);
    }

    private LocalPlatform start() throws StartException {
        Template template = TemplateYaml.read(Path.of("../template.yaml"), Map.of());
        DataFolder data = opened.with(DataFolder.open(folder));
        LocalPlatform platform =
                LocalResources.open(data, template, Clock.systemUTC(), opened).platform();
        Functions.openQueues(template, platform);
        platform.eventBus().subscribe(new WebhookRule(platform.queues()));
        return platform;
    }

    private Event join(LocalPlatform platform) {
        Room room = Room.create(
                APP,
                ROOM,
                "0123456789abcdef01234567",
                RoomRules.OPEN,
                Map.of(
                        "meetingJoinWebhook",
                        "http://127.0.0.1:" + receiver.getAddress().getPort() + "/joined"),
                Instant.now());
        new Services(platform).rooms().create(room);
        return new Event(
                "evt_1",
                EventType.PEER_JOINED,
                Instant.now(),
                APP,
                ROOM,
                room.id(),
                "00000000000000000001",
                Map.of("name", "Ada"));
    }

    @Test
    void anEventIsDeliveredToTheAddressThatItsRoomNames() throws Exception {
        LocalPlatform platform = start();
        Event event = join(platform);
        platform.eventBus().publish(List.of(event));

        Got got = received.poll(60, TimeUnit.SECONDS);
        assertThat(got).as("within a minute").isNotNull();
        assertThat(got.id()).isEqualTo("evt_1");
        assertThat(got.signature()).startsWith("v1,");
        assertThat(Json.readObject(got.body()))
                .containsEntry("type", "peer.joined")
                .containsEntry("roomName", "team-sync");
    }

    @Test
    void whatFailsIsDeliveredAfterFiveSeconds() throws Exception {
        status.set(500);
        LocalPlatform platform = start();
        platform.eventBus().publish(List.of(join(platform)));
        Got failed = received.poll(60, TimeUnit.SECONDS);
        status.set(200);
        Got taken = received.poll(60, TimeUnit.SECONDS);
        assertThat(taken).isNotNull();
        assertThat(taken.id()).isEqualTo(failed.id());
        assertThat(taken.body()).isEqualTo(failed.body());
    }
}
