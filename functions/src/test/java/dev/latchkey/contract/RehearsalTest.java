package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.functions.platform.Rehearsal;
import dev.latchkey.functions.rehearsal.Evening;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Holds the rehearsal before a snapshot to the functions that template.yaml starts from one. */
class RehearsalTest {
    private final Evening evening = new Evening();

    @BeforeEach
    void play() {
        evening.play(http -> DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(http)
                .build());
    }

    /** A rehearsal that goes wrong half-way prepares for the wrong thing. */
    @Test
    void goesAsARealEveningDoes() {
        assertThat(evening.played())
                .extracting(Evening.Played::status)
                .containsExactly(200, 200, 400, 200, 200, 200, 201, 201, 202, 200, 200, 200, 200, 200, 200);
    }

    @Test
    void isFoundWhereASnapshotLooksForIt() {
        assertThat(ServiceLoader.load(Rehearsal.class)).singleElement().isInstanceOf(Evening.class);
    }

    @Test
    void everyFunctionThatStartsFromASnapshotIsRehearsed() {
        assertThat(evening.played())
                .extracting(call -> call.handler().getName())
                .containsAll(Template.functions().values().stream()
                        .filter(Template.Function::startsFromSnapshot)
                        .map(Template.Function::handler)
                        .toList());
    }
}
