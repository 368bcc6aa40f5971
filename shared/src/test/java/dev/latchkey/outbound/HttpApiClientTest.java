package dev.latchkey.outbound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Receiver;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Who named an address decides where a call of it may go. */
class HttpApiClientTest {
    private final ApiClient client = new HttpApiClient(AddressRules.INTERNET);

    @Test
    void whatTheOperatorNamesMayBeInAPrivateNetworkAndWhatAnAppNamesMayNot() {
        try (Receiver receiver = Receiver.answering("204 No Content")) {
            assertThat(post(client, receiver).status()).isEqualTo(204);
            assertThat(post(client.namedByApps(), receiver).fault()).isEqualTo(CallResult.Fault.ADDRESS_NOT_ALLOWED);
        }
        assertThat(client.namedByApps().rules()).isEqualTo(AddressRules.INTERNET);
    }

    private static ApiAnswer post(ApiClient client, Receiver receiver) {
        return client.post(URI.create(receiver.url()), Map.of(), "{}", Duration.ofSeconds(5));
    }
}
