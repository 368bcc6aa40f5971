package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What no policy grants, whatever the scenarios ask: EventsTest holds them to those. */
class PolicyTest {
    static Stream<Template.Function> functions() {
        return Template.functions().values().stream();
    }

    /** A statement is as good as its condition: without it, or with any part of it, it lets at more than the scenarios need. */
    @ParameterizedTest
    @MethodSource("functions")
    void everyStatementOnTheTableIsLimitedToKindsOfItems(Template.Function function) {
        for (String grant : function.grants()) {
            if (grant.startsWith("dynamodb:") && !grant.equals("dynamodb:Scan Table")) {
                assertThat(grant).matches("dynamodb:\\w+ \\S+ [A-Z]+#(\\w+)?( of .*)?");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("functions")
    void whoMakesNoApiKeysMayNoteTheUseOfOneAndWriteNothingElseOfIt(Template.Function function) {
        assertThat(function.grants())
                .filteredOn(grant -> grant.matches("dynamodb:(Put|Update|Delete)Item Table KEY#.*"))
                .allMatch(grant -> grant.equals(RecordedCalls.KEY_USE)
                        || (Set.of("AppsFunction", "ApiKeysFunction").contains(function.logicalId())
                                && !grant.startsWith("dynamodb:UpdateItem")));
    }

    @Test
    void creatingARoomWritesRoomsAndWhatMakesARepeatHarmless() {
        assertThat(Template.functions().get("CreateRoomFunction").grants())
                .filteredOn(grant -> grant.matches("dynamodb:(Put|Update|Delete)Item .*"))
                .containsExactlyInAnyOrder(
                        "dynamodb:PutItem Table ROOM#", "dynamodb:PutItem Table IDEM#", RecordedCalls.KEY_USE);
    }
}
