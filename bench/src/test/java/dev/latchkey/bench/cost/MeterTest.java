package dev.latchkey.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.bench.Project;
import dev.latchkey.bench.harness.Call;
import dev.latchkey.bench.harness.Calls;
import dev.latchkey.bench.harness.Harness;
import dev.latchkey.template.TemplateFunction;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Calls whose units arithmetic knows too. */
class MeterTest {
    /** By hand, by Secrets Manager, or by what has happened. */
    private static final Set<String> WITHOUT_ADDRESS =
            Set.of("AppsFunction", "RotateSigningKeyFunction", "PushFunction");

    private static final Meter METER = new Meter();
    private static final Harness STAGE = new Harness(METER);

    @AfterAll
    static void close() {
        STAGE.close();
    }

    private static Consumption of(String name) {
        Call call = Calls.ALL.stream()
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow();
        String event = call.event(STAGE);
        METER.take();
        STAGE.invoke(call, event);
        return METER.take();
    }

    /** Key, app and room. */
    @Test
    void tokenIsThreeItemsInOneRequest() {
        assertThat(of("create a token"))
                .isEqualTo(new Consumption(List.of("BatchGetItem"), 1, new Units(3, 0), new Units(3, 0), 0));
    }

    /** JTI is asked for and not there; OUT and BAN are not asked for, once rooms here are known to say that there are none. */
    @Test
    void itemsThatAreNotThereAreBilledAndNotReported() {
        of("validate a token of one room");
        Consumption consumed = of("validate a token of one room");

        assertThat(consumed.reported()).isEqualTo(new Units(2, 0));
        assertThat(consumed.billed()).isEqualTo(new Units(3, 0));
    }

    /** Peer and counter, each twice, and the line of the list; the facts are read at a glance and once more when the place is taken. */
    @Test
    void cappedJoinIsFourRoundTripsAndSevenWrites() {
        Consumption consumed = of("join, capped, a meeting goes on");

        assertThat(consumed.requests())
                .containsExactlyInAnyOrder("BatchGetItem", "Query", "TransactWriteItems", "PutItem", "BatchGetItem");
        assertThat(consumed.roundTrips()).isEqualTo(4);
        assertThat(consumed.billed()).isEqualTo(new Units(5.5, 7));
        assertThat(consumed.reported().writes()).isEqualTo(3);
    }

    /** What the contract promises of a door, whoever is inside: 9 to come in, 4 to be refused. */
    @Test
    void joinReadsWithinItsBounds() {
        assertThat(of("join, no cap, 100 inside with 5 KB each").billed().reads())
                .isLessThanOrEqualTo(9);
        assertThat(of("join, refused: forged token").billed().reads()).isLessThanOrEqualTo(4);
        assertThat(of("join, refused: revoked token").billed().reads()).isLessThanOrEqualTo(4);
    }

    @Test
    void everyFunctionThatAnswersSomebodyHasACallThatIsNotRefused() {
        assertThat(Calls.usualByFunction().keySet())
                .containsExactlyInAnyOrderElementsOf(Project.template().functions().stream()
                        .filter(function -> !function.routes().isEmpty()
                                || !function.liveRoutes().isEmpty()
                                || WITHOUT_ADDRESS.contains(function.name()))
                        .map(TemplateFunction::name)
                        .toList());
        for (Call call : Calls.ALL) {
            STAGE.invoke(call, call.event(STAGE));
        }
    }
}
