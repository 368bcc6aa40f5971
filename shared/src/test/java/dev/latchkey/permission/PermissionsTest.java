package dev.latchkey.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.json.Json;
import dev.latchkey.testing.Arbitrary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
    void whatIsMissingIsNotPermitted() {
        assertThat(Permissions.parse(Map.of())).contains(Permissions.NONE);
        assertThat(Permissions.parse(Map.of("canProduce", false))).contains(Permissions.NONE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'admin':'true'}",
                "{'admin':'false'}",
                "{'admin':null}",
                "{'canConsume':1}",
                "{'canUpdateMetadata':[]}",
                "{'canProduceSources':'cam'}",
                "{'canProduceSources':null}",
                "{'canProduceSources':['cam']}",
                "{'canProduceSources':{'cam':'no'}}",
                "{'canProduce':'true'}",
                "{'canProduce':null}",
                "{'canProduce':true}",
                "{'canProduce':true,'canProduceSources':{'cam':false}}",
                "{'canProduce':false,'canProduceSources':{'mic':true}}"
            })
    void whatIsNeitherTrueNorFalseOrContradictsItselfIsNotRead(String json) {
        Map<String, Object> members = Json.readObject(json.replace('\'', '"'));

        assertThat(Permissions.parse(members)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> Permissions.fromJson(members));
    }

    /** A newer version may have written it. */
    @Test
    void whatNobodyKnowsIsNoRight() {
        assertThat(Permissions.parse(Map.of("canFly", "yes"))).contains(Permissions.NONE);
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
