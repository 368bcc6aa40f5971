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
    /** By then every story has been told ten times: classes are loaded, code is compiled, buffers have their size. */
    private static final int WARM = 400;

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
        Template.Function function = World.function(name);
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

    /** All that the function's stories are about, in a world where some end well and some do not. */
    private static List<String> events(Template.Function function) {
        List<EventFile> files =
                Stories.of(function).stream().map(Stories.Story::file).toList();
        World world = aws.world(files.get(0));
        world.room("weekly-sync", "'privacy':'private'");
        world.room("open-house");
        world.room("locked", "'roomLocked':true");
        world.room("private", "'privacy':'private'", "'enableRequestToJoin':true");
        world.token("'roomName':'weekly-sync'");
        return files.stream().map(world::event).toList();
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
