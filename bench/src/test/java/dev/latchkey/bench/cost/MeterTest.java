package dev.latchkey.bench.cost;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.bench.Project;
import dev.latchkey.bench.stage.Call;
import dev.latchkey.bench.stage.Calls;
import dev.latchkey.bench.stage.Stage;
import dev.latchkey.local.template.TemplateFunction;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** Calls whose units arithmetic knows too. */
class MeterTest {
    private static final Meter METER = new Meter();
    private static final Stage STAGE = new Stage(METER);

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

    /** JTI, OUT, BAN and the meeting are asked for and not there. */
    @Test
    void itemsThatAreNotThereAreBilledAndNotReported() {
        Consumption consumed = of("validate a token of one room");

        assertThat(consumed.reported()).isEqualTo(new Units(2, 0));
        assertThat(consumed.billed()).isEqualTo(new Units(6, 0));
    }

    /** Peer and counter, each twice; the list of those inside is read beside the facts. */
    @Test
    void cappedJoinIsTwoRoundTripsAndFourWrites() {
        Consumption consumed = of("join, capped, a meeting goes on");

        assertThat(consumed.requests()).containsExactlyInAnyOrder("BatchGetItem", "Query", "TransactWriteItems");
        assertThat(consumed.roundTrips()).isEqualTo(2);
        assertThat(consumed.billed()).isEqualTo(new Units(7, 4));
        assertThat(consumed.reported().writes()).isEqualTo(2);
    }

    @Test
    void everyFunctionHasACallThatIsNotRefused() {
        assertThat(Calls.usualByFunction().keySet())
                .containsExactlyInAnyOrderElementsOf(Project.template().functions().stream()
                        .map(TemplateFunction::name)
                        .toList());
        for (Call call : Calls.ALL) {
            STAGE.invoke(call, call.event(STAGE));
        }
    }
}
