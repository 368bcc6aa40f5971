package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.deployed.Environment;
import dev.latchkey.deployed.Footprint;
import dev.latchkey.deployed.Reply;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A thousand events into one warm environment, good and bad mixed: nothing of them stays. */
class DeployedMemoryIT extends Deployed {
    /** By then classes are loaded, code is compiled, buffers have grown, and calls by reflection are frequent (50 classes). */
    private static final int WARM = 1_000;

    private static final int EVENTS = 1000;

    /** By then the SDK has dropped its time-outs of calls that were in time (4 s), and closed idle connections (10 s). */
    private static final Duration AT_REST = Duration.ofSeconds(11);

    /** 80 bytes an event: less than one id kept in a list. */
    private static final long MORE_BYTES = 80_000;

    /** The JVM makes some itself, for calls by reflection that have become frequent; one an event would be a thousand. */
    private static final long MORE_CLASSES = 100;

    /** A timer of the JDK comes and goes. */
    private static final long MORE_THREADS = 2;

    /** 8 KB an event. Compiled code and the heap's free part grow a little longer than what lives. */
    private static final long MORE_RESIDENT_KB = 8_000;

    @ParameterizedTest
    @ValueSource(strings = {"create-token", "join-request"})
    void thousandEventsLeaveNothing(String name) throws Exception {
        Template.Function function = ScenarioFixture.function(name);
        List<String> events = events(function);
        try (Environment environment = deployment.start(function, Footprint.EXACT)) {
            tell(WARM, events, environment);
            Footprint before = atRest(environment);

            int good = tell(EVENTS, events, environment);

            Footprint after = atRest(environment);
            System.out.println(name + ": " + before + " -> " + after);
            assertThat(good).isBetween(EVENTS / 10, EVENTS * 9 / 10);
            assertThat(after.liveBytes()).isLessThan(before.liveBytes() + MORE_BYTES);
            assertThat(after.classes()).isLessThan(before.classes() + MORE_CLASSES);
            assertThat(after.threads()).isLessThan(before.threads() + MORE_THREADS);
            assertThat(after.residentKb()).isLessThan(before.residentKb() + MORE_RESIDENT_KB);
        }
    }

    private static Footprint atRest(Environment environment) throws Exception {
        Thread.sleep(AT_REST.toMillis());
        return Footprint.of(environment);
    }

    /** All that the function's scenarios are about, in a world where some end well and some do not. */
    private static List<String> events(Template.Function function) {
        List<EventFile> files =
                Scenarios.of(function).stream().map(Scenarios.Scenario::file).toList();
        ScenarioFixture fixture = aws.fixture(files.get(0));
        fixture.room("weekly-sync", "'privacy':'private'");
        fixture.room("open-house");
        fixture.room("locked", "'roomLocked':true");
        fixture.room("private", "'privacy':'private'", "'enableRequestToJoin':true");
        fixture.token("'roomName':'weekly-sync'");
        return files.stream().map(fixture::event).toList();
    }

    /** @return how many were not refused */
    private static int tell(int times, List<String> events, Environment environment) {
        int good = 0;
        for (int told = 0; told < times; told++) {
            Reply reply = environment.invoke(events.get(told % events.size()));
            assertThat(reply.ending()).isEqualTo(Reply.Ending.ANSWERED);
            int status = Answer.read(reply.body()).status();
            assertThat(status).isBetween(200, 499);
            good += status < 400 ? 1 : 0;
        }
        return good;
    }
}
