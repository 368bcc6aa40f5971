package dev.latchkey.local;

import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.functions.platform.Services;
import dev.latchkey.local.gateway.Endpoint;
import dev.latchkey.local.gateway.Gateway;
import dev.latchkey.local.gateway.GatewayServer;
import dev.latchkey.local.gateway.LiveApi;
import dev.latchkey.signing.TokenKind;
import dev.latchkey.template.Template;
import dev.latchkey.template.TemplateYaml;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The whole of Latchkey, running: table, keys, functions and gateway. */
public final class LatchkeyServer implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** After which API Gateway ends a live connection. */
    private static final Duration SILENCE = Duration.ofMinutes(10);

    private final OpenResources opened;
    private final int port;
    private final ApiKeySecret apiKey;

    private LatchkeyServer(OpenResources opened, int port, ApiKeySecret apiKey) {
        this.opened = opened;
        this.port = port;
        this.apiKey = apiKey;
    }

    public static LatchkeyServer start(Settings settings, Clock clock) throws StartException {
        OpenResources opened = new OpenResources();
        try {
            return start(settings, clock, opened);
        } catch (StartException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static LatchkeyServer start(Settings settings, Clock clock, OpenResources opened) throws StartException {
        Template template = TemplateYaml.read(settings.template(), Map.of("CorsAllowedOrigins", settings.origins()));
        DataFolder data = opened.with(DataFolder.open(settings.data()));
        LocalResources home = LocalResources.open(data, template, clock, opened);
        LocalPlatform platform = home.platform();
        // Making the keys at the very first start takes a second or two, on a busy machine more than a call has: it is
        // done beside the rest of the start, and before the first call.
        CompletableFuture<?> keys = CompletableFuture.supplyAsync(
                        () -> platform.publicKeys().publicJwks(TokenKind.SESSION), platform.backgroundExecutor())
                .exceptionally(unreadable -> "");
        Services services = new Services(platform);
        ApiKeySecret apiKey =
                DevelopmentApp.require(services.apps(), data, services.clock().instant());
        Functions.openQueues(template, platform);
        platform.eventBus().subscribe(new WebhookRule(platform.queues()));
        platform.eventBus().subscribe(new LiveRule(platform.queues()));
        platform.eventBus().subscribe(new MediaRule(platform.queues()));
        opened.with(Events.follow(home, template, data));
        opened.with(Functions.openSchedules(template, platform, home.log()));
        GatewayServer server = opened.with(listen(gateway(home, template, clock), settings.port()));
        platform.url().set("http://localhost:" + server.port());
        opened.with(OperatorEndpoint.open(OperatorCommand.apps(platform), data, home.log(), clock));
        keys.join();
        return new LatchkeyServer(opened, server.port(), apiKey);
    }

    private static Gateway gateway(LocalResources home, Template template, Clock clock) {
        List<Endpoint> endpoints = new ArrayList<>(Functions.endpoints(template, home.platform()));
        endpoints.add(Events.endpoint(home.platform()));
        endpoints.add(LocalCommandsHandler.endpoint(home.platform()));
        endpoints.addAll(Pages.endpoints(template.cors().origins()));
        LiveApi live = new LiveApi(
                Functions.ofLiveRoutes(template, home.platform()),
                home.platform().connectionPost(),
                SILENCE,
                home.log(),
                clock);
        return new Gateway(endpoints, template.cors(), Events.feed(home.platform()), live, home.log(), clock);
    }

    private static GatewayServer listen(Gateway gateway, int port) throws StartException {
        try {
            return GatewayServer.start(gateway, port, PATIENCE);
        } catch (IOException e) {
            throw new StartException("Port " + port + " is taken: stop what uses it, or set PORT to another one.");
        }
    }

    public int port() {
        return port;
    }

    public ApiKeySecret apiKey() {
        return apiKey;
    }

    @Override
    public void close() {
        opened.close();
    }
}
