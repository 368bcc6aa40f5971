package dev.latchkey.functions.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.joinrequest.OriginSecret;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.RefusedException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VisitorAddressTest {
    private static final String RIGHT = "the secret of the origin";
    private static final String CONNECTION = "198.51.100.9";
    private static final String VISITOR = "203.0.113.7";

    private final AtomicInteger reads = new AtomicInteger();
    private final VisitorAddress behindCloudFront = new VisitorAddress(() -> {
        reads.incrementAndGet();
        return Optional.of(RIGHT);
    });

    @Test
    void cloudFrontIsBelieved() {
        assertThat(behindCloudFront.of(request(VISITOR, RIGHT)).network()).isEqualTo(VISITOR);
        assertThat(behindCloudFront.of(request("2001:db8::1", RIGHT)).network())
                .isEqualTo(behindCloudFront.of(request("2001:db8::2", RIGHT)).network())
                .isNotEqualTo(
                        behindCloudFront.of(request("2001:db8:0:1::1", RIGHT)).network());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "the secret of the origiN", "the secret of the origin ", "the secret of the origi", "\u00e4"
            })
    void whoShowsAnotherSecretIsNot(String shown) {
        assertThat(behindCloudFront.of(request(VISITOR, shown)).network()).isEqualTo(CONNECTION);
    }

    @Test
    void whoShowsNoSecretIsNotAndCostsNoLookAtIt() {
        assertThat(behindCloudFront.of(request(VISITOR, null)).network()).isEqualTo(CONNECTION);
        assertThat(behindCloudFront.of(request(null, RIGHT)).network()).isEqualTo(CONNECTION);
        assertThat(behindCloudFront.of(request(null, null)).network()).isEqualTo(CONNECTION);
        assertThat(reads).hasValue(0);
    }

    @Test
    void whereNothingStandsInFrontNoHeaderCounts() {
        VisitorAddress alone = new VisitorAddress(OriginSecret.NONE);
        assertThat(alone.of(request(VISITOR, RIGHT)).network()).isEqualTo(CONNECTION);
        assertThat(alone.of(request(VISITOR, "")).network()).isEqualTo(CONNECTION);
    }

    /** Or all visitors would share the limit of the address that CloudFront happens to call from. */
    @Test
    void outageOfTheSecretIsAnOutage() {
        VisitorAddress troubled = new VisitorAddress(() -> {
            throw new RefusedException(Reason.UNAVAILABLE, "try again");
        });
        assertThatThrownBy(() -> troubled.of(request(VISITOR, RIGHT))).isInstanceOf(RefusedException.class);
        assertThat(troubled.of(request(null, null)).network()).isEqualTo(CONNECTION);
    }

    private static Request request(String address, String secret) {
        Map<String, String> headers = new HashMap<>();
        if (address != null) {
            headers.put("latchkey-viewer-address", address);
        }
        if (secret != null) {
            headers.put("latchkey-origin-secret", secret);
        }
        return new Request("r-1", "POST", "POST /", headers, Map.of(), Map.of(), CONNECTION, "", List.of(), "");
    }
}
