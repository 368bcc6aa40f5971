package dev.latchkey.local;

import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.aws.DynamoDbApiKeyStore;
import dev.latchkey.aws.Table;
import dev.latchkey.local.gateway.Gateway;
import dev.latchkey.local.gateway.GatewayServer;
import dev.latchkey.local.template.Template;
import dev.latchkey.local.template.TemplateYaml;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** The whole of Latchkey, running: table, keys, functions and gateway. */
final class Bundle implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Opened opened;
    private final int port;
    private final ApiKeySecret apiKey;

    private Bundle(Opened opened, int port, ApiKeySecret apiKey) {
        this.opened = opened;
        this.port = port;
        this.apiKey = apiKey;
    }

    static Bundle start(Settings settings, Clock clock) throws StartException {
        Opened opened = new Opened();
        try {
            return start(settings, clock, opened);
        } catch (StartException | RuntimeException e) {
            opened.close();
            throw e;
        }
    }

    private static Bundle start(Settings settings, Clock clock, Opened opened) throws StartException {
        Template template = TemplateYaml.read(settings.template(), Map.of("CorsAllowedOrigins", settings.origins()));
        Home home = Home.open(settings, template, clock, opened);
        LocalPlatform platform = home.platform();
        // Making the keys at the very first start takes a second or two: not the first caller's.
        platform.aside().execute(platform.signingKeys()::publicJwks);
        ApiKeySecret apiKey = DevelopmentApp.require(
                new DynamoDbApiKeyStore(new Table(platform.dynamoDb(), platform.table())),
                home.data(),
                clock.instant());
        Gateway gateway = new Gateway(Functions.endpoints(template, platform), template.cors(), home.log(), clock);
        GatewayServer server = opened.with(listen(gateway, settings.port()));
        return new Bundle(opened, server.port(), apiKey);
    }

    private static GatewayServer listen(Gateway gateway, int port) throws StartException {
        try {
            return GatewayServer.start(gateway, port, PATIENCE);
        } catch (IOException e) {
            throw new StartException("Port " + port + " is taken: stop what uses it, or set PORT to another one.");
        }
    }

    int port() {
        return port;
    }

    ApiKeySecret apiKey() {
        return apiKey;
    }

    @Override
    public void close() {
        opened.close();
    }
}
