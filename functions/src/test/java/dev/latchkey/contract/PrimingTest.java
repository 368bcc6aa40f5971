package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.functions.platform.SnapshotPriming;
import dev.latchkey.functions.priming.PrimingScenario;
import java.util.ServiceLoader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Holds the priming before a snapshot to the functions that template.yaml starts from one. */
class PrimingTest {
    private static final PrimingScenario SCENARIO = new PrimingScenario();

    @BeforeAll
    static void play() {
        SCENARIO.play(http -> DynamoDbClient.builder()
                .region(Region.US_EAST_1)
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .httpClient(http)
                .build());
    }

    /** Priming that goes wrong half-way prepares for the wrong thing. */
    @Test
    void goesAsARealMeetingDoes() {
        assertThat(SCENARIO.played())
                .extracting(PrimingScenario.Played::status)
                .containsExactly(
                        200, 200, 400, 200, 200, 200, 200, 201, 201, 202, 200, 200, 200, 200, 200, 200, 200, 0, 0, 201,
                        200, 0, 200, 200, 200);
    }

    @Test
    void isFoundWhereASnapshotLooksForIt() {
        assertThat(ServiceLoader.load(SnapshotPriming.class)).singleElement().isInstanceOf(PrimingScenario.class);
    }

    @Test
    void everyFunctionThatStartsFromASnapshotIsPrimed() {
        assertThat(SCENARIO.played())
                .extracting(call -> call.handler().getName())
                .containsAll(Template.functions().values().stream()
                        .filter(Template.Function::startsFromSnapshot)
                        .map(Template.Function::handler)
                        .toList());
    }
}
