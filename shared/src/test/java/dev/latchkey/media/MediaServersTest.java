package dev.latchkey.media;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.App;
import dev.latchkey.app.AppName;
import dev.latchkey.app.MediaKind;
import dev.latchkey.app.MediaSettings;
import dev.latchkey.outbound.AddressRules;
import dev.latchkey.outbound.ApiAnswer;
import dev.latchkey.outbound.ApiClient;
import dev.latchkey.testing.FakeLiveKit;
import dev.latchkey.testing.memory.InMemoryMediaSecrets;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaServersTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-22T12:00:00Z"), ZoneOffset.UTC);

    private final List<String> calls = new ArrayList<>();

    @ParameterizedTest
    @CsvSource({"false, the operator's", "true, an app's"})
    void serverIsCalledByTheRulesOfWhoNamedIt(boolean namedByApp, String rules) {
        InMemoryMediaSecrets secrets = new InMemoryMediaSecrets();
        AppName name = new AppName("dev");
        App app = App.create(name, Instant.EPOCH)
                .withMedia(new MediaSettings(
                        MediaKind.LIVEKIT,
                        "wss://media.example.com",
                        "https://media.example.com",
                        FakeLiveKit.KEY,
                        secrets.keep(name, FakeLiveKit.SECRET),
                        Set.of(),
                        namedByApp));
        new MediaServers(secrets, client("the operator's"), NOON)
                .of(app)
                .orElseThrow()
                .participants("a-meeting");
        assertThat(calls).containsOnly(rules);
    }

    private ApiClient client(String rules) {
        return new ApiClient() {
            @Override
            public AddressRules rules() {
                throw new UnsupportedOperationException();
            }

            @Override
            public ApiClient namedByApps() {
                return client("an app's");
            }

            @Override
            public ApiAnswer post(URI address, Map<String, String> headers, String json, Duration longest) {
                calls.add(rules);
                return new ApiAnswer(200, null, "{}");
            }
        };
    }
}
