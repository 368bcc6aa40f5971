package dev.latchkey.testing.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.app.AppName;
import dev.latchkey.command.CommandAnswer;
import dev.latchkey.command.CommandKey;
import dev.latchkey.command.CommandStore;
import dev.latchkey.command.CommandStore.Standing;
import dev.latchkey.testing.SimultaneousThreads;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every store of commands does. */
public abstract class CommandStoreContract {
    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00.123Z");
    private static final AppName APP = new AppName("dev");

    private final CommandStore store;

    protected CommandStoreContract(CommandStore store) {
        this.store = store;
    }

    private static CommandKey key(String id, String content) {
        return CommandKey.named(APP, id, content);
    }

    private static CommandAnswer answer(CommandKey key, boolean succeeded) {
        return new CommandAnswer(
                APP, key.id(), "eject", key.by(), NOON, succeeded, Map.of("peerId", "01M8", "banned", true));
    }

    @Test
    void commandIsBegunOnceAndAnsweredOnce() {
        CommandKey key = key("once", "a");
        assertThat(store.begin(key, NOON)).isEqualTo(new Standing.Begun(""));
        assertThat(store.begin(key, NOON)).isEqualTo(new Standing.Busy());
        store.answer(key, answer(key, true));
        store.answer(key, answer(key, false));
        assertThat(store.begin(key, NOON)).isEqualTo(new Standing.Answered(answer(key, true)));
        assertThat(store.begin(key, NOON.plusSeconds(3600))).isEqualTo(new Standing.Answered(answer(key, true)));
    }

    @Test
    void whoDiedIsFollowedOnceNobodyCanBeAtItAnyMore() {
        CommandKey key = key("dies", "a");
        store.begin(key, NOON);
        store.note(key, "half");
        Instant end = NOON.plus(CommandStore.CLAIM);
        assertThat(store.begin(key, end.minusMillis(1))).isEqualTo(new Standing.Busy());
        assertThat(store.begin(key, end)).isEqualTo(new Standing.Begun("half"));
        assertThat(store.begin(key, end)).isEqualTo(new Standing.Busy());
        assertThat(store.begin(key, end.plus(CommandStore.CLAIM))).isEqualTo(new Standing.Begun("half"));
    }

    @Test
    void otherContentUnderTheSameNameIsAnsweredForItself() {
        CommandKey first = key("taken", "a");
        CommandKey other = key("taken", "b");
        store.begin(first, NOON);
        assertThat(store.begin(other, NOON)).isEqualTo(new Standing.OtherContent());
        store.answer(other, answer(other, false));
        assertThat(store.begin(other, NOON)).isEqualTo(new Standing.Answered(answer(other, false)));
        store.answer(first, answer(first, true));
        assertThat(store.begin(first, NOON)).isEqualTo(new Standing.Answered(answer(first, true)));
    }

    @Test
    void appsHaveNamesOfTheirOwn() {
        store.begin(key("shared", "a"), NOON);
        assertThat(store.begin(CommandKey.named(new AppName("other"), "shared", "a"), NOON))
                .isEqualTo(new Standing.Begun(""));
    }

    @Test
    void answerMayLackNameAndType() {
        CommandKey key = CommandKey.nameless(APP, "not JSON");
        CommandAnswer answer = new CommandAnswer(APP, null, null, key.by(), NOON, false, Map.of("code", "malformed"));
        store.begin(key, NOON);
        store.answer(key, answer);
        assertThat(store.begin(key, NOON)).isEqualTo(new Standing.Answered(answer));
    }

    @Test
    void ofManyAtOnceOneBegins() {
        CommandKey key = key("crowd", "a");
        List<Standing> standings = SimultaneousThreads.of(8, () -> store.begin(key, NOON));
        assertThat(standings).filteredOn(Standing.Begun.class::isInstance).hasSize(1);
        assertThat(standings).filteredOn(Standing.Busy.class::isInstance).hasSize(7);
    }
}
