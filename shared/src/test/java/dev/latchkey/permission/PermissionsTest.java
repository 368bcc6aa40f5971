package dev.latchkey.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.json.Json;
import dev.latchkey.testing.Arbitrary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PermissionsTest {
    private static final List<Right> SOURCES = List.of(Right.PRODUCE_CAM, Right.PRODUCE_MIC, Right.PRODUCE_SCREEN);

    @Test
    void areWrittenInHuddlesShape() {
        assertThat(Json.write(Role.SPEAKER.row().orElseThrow().toJson()))
                .isEqualTo("{\"admin\":false,\"canConsume\":true,\"canSendData\":true,\"canRecvData\":true,"
                        + "\"canUpdateMetadata\":true,\"canProduce\":true,"
                        + "\"canProduceSources\":{\"cam\":false,\"mic\":true,\"screen\":false}}");
    }

    @Test
    void areReadAsTheyWereWritten() {
        Arbitrary.forAll(1000, arbitrary -> {
            Permissions permissions = arbitrary.permissions();

            assertThat(Permissions.fromJson(Json.readObject(Json.write(permissions.toJson()))))
                    .isEqualTo(permissions);
        });
    }

    @Test
    void canProduceExactlyWhenThereIsASource() {
        Arbitrary.forAll(1000, arbitrary -> {
            Permissions permissions = arbitrary.permissions();

            assertThat(permissions.canProduce()).isEqualTo(SOURCES.stream().anyMatch(permissions::has));
            assertThat(permissions.toJson()).containsEntry("canProduce", permissions.canProduce());
        });
    }

    @Test
    void whatIsMissingOrNoBooleanIsNotPermitted() {
        assertThat(Permissions.fromJson(Map.of())).isEqualTo(Permissions.NONE);
        assertThat(Permissions.fromJson(Map.of("admin", "true", "canConsume", 1L, "canProduceSources", "cam")))
                .isEqualTo(Permissions.NONE);
    }

    @Test
    void canProduceAloneIsNoSource() {
        assertThat(Permissions.fromJson(Map.of("canProduce", true))).isEqualTo(Permissions.NONE);
    }

    @Test
    void coverWhatTheyHaveAndLess() {
        Permissions speaker = Role.SPEAKER.row().orElseThrow();

        assertThat(Permissions.ALL.covers(speaker)).isTrue();
        assertThat(speaker.covers(speaker)).isTrue();
        assertThat(speaker.covers(Permissions.NONE)).isTrue();
        assertThat(speaker.covers(speaker.with(Right.PRODUCE_CAM, true))).isFalse();
        assertThat(Permissions.NONE.covers(speaker)).isFalse();
    }

    @Test
    void takenAwayRightsAreGoneAndNoOthers() {
        Arbitrary.forAll(1000, arbitrary -> {
            Permissions had = arbitrary.permissions();
            Permissions withheld = arbitrary.permissions();
            Permissions left = had.without(withheld);

            for (Right right : Right.values()) {
                assertThat(left.has(right)).isEqualTo(had.has(right) && !withheld.has(right));
            }
        });
    }

    @Test
    void oneMoreRightAndOneLessAreWhatTheySay() {
        Arbitrary.forAll(1000, arbitrary -> {
            Permissions had = arbitrary.permissions();
            Right changed = arbitrary.oneOf(Right.values());
            boolean granted = arbitrary.coin();

            for (Right right : Right.values()) {
                assertThat(had.with(changed, granted).has(right))
                        .isEqualTo(right == changed ? granted : had.has(right));
            }
        });
    }
}
