package dev.latchkey.functions.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.functions.platform.Rehearsal;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

class EveningTest {
    /** A rehearsal that goes wrong half-way prepares for the wrong thing. */
    @Test
    void goesAsARealEveningDoes() {
        Evening evening = new Evening();

        evening.play(http -> DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(http)
                .build());

        assertThat(evening.statuses())
                .containsExactly(200, 200, 400, 200, 200, 200, 201, 201, 202, 200, 200, 200, 200, 200, 200);
    }

    @Test
    void isFoundWhereASnapshotLooksForIt() {
        assertThat(ServiceLoader.load(Rehearsal.class)).singleElement().isInstanceOf(Evening.class);
    }
}
