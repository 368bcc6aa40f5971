package dev.latchkey.functions.platform;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.joinrequest.OriginSecret;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AwsOriginSecretTest {
    @Test
    void isThereWhereTheTemplateNamesItAndNoClientIsMadeBeforeItIsRead() {
        // With no region, no client could be made.
        assertThat(platform(Map.of("ORIGIN_SECRET_ID", "origin")).originSecret())
                .isNotSameAs(OriginSecret.NONE);
        assertThat(platform(Map.of()).originSecret()).isSameAs(OriginSecret.NONE);
    }

    private static AwsPlatform platform(Map<String, String> environment) {
        return new AwsPlatform(environment, Clock.systemUTC());
    }
}
