package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.functions.http.KeyedFunction;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Holds each function's policy to what its stories ask of AWS: no more, no less. */
class PolicyTest {
    /** What is only asked when two callers meet, which no single event can show. */
    private static final Map<String, Set<String>> IN_A_RACE = Map.of(
            "UpdateRoomFunction", Set.of("dynamodb:GetItem Table"),
            "RevokeTokenFunction", Set.of("dynamodb:GetItem Table"),
            "DenyJoinRequestFunction", Set.of("dynamodb:GetItem Table"),
            "WithdrawJoinRequestFunction", Set.of("dynamodb:GetItem Table"));

    static Stream<Template.Function> functions() {
        return Template.functions().values().stream();
    }

    @ParameterizedTest
    @MethodSource("functions")
    void policyGrantsWhatTheStoriesNeedAndNothingElse(Template.Function function) throws ClassNotFoundException {
        Set<String> needed = new TreeSet<>(IN_A_RACE.getOrDefault(function.logicalId(), Set.of()));
        for (Stories.Story story : Stories.ALL) {
            if (story.file().function().equals(function.kebabName())) {
                World world = new World();
                story.before().accept(world);
                world.tell(story.file());
                needed.addAll(world.calls());
            }
        }
        if (KeyedFunction.class.isAssignableFrom(Class.forName(function.handler()))) {
            needed.add(Noted.KEY_USE);
        }
        if (needed.contains("dynamodb:UpdateItem Table")) {
            needed.remove(Noted.KEY_USE);
        }
        assertThat(function.grants()).isEqualTo(needed);
    }
}
