package dev.latchkey.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RoleTest {
    private static final String SMILE = "\uD83D\uDE00";

    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    role     | admin | consume | produce | cam | mic | screen | send | receive | update
                    host     | yes   | yes     | yes     | yes | yes | yes    | yes  | yes     | yes
                    coHost   | yes   | yes     | yes     | yes | yes | yes    | yes  | yes     | yes
                    guest    | no    | yes     | yes     | yes | yes | yes    | yes  | yes     | yes
                    speaker  | no    | yes     | yes     | no  | yes | no     | yes  | yes     | yes
                    listener | no    | yes     | no      | no  | no  | no     | yes  | yes     | yes
                    bot      | no    | yes     | no      | no  | no  | no     | no   | no      | no
                    """)
    void hasItsRowOfTheTable(
            String role,
            String admin,
            String consume,
            String produce,
            String cam,
            String mic,
            String screen,
            String send,
            String receive,
            String update) {
        Permissions row = new Role(role).row().orElseThrow();

        assertThat(yesOrNo(row.canProduce())).isEqualTo(produce);
        assertThat(yesOrNo(row.has(Right.ADMIN))).isEqualTo(admin);
        assertThat(yesOrNo(row.has(Right.CONSUME))).isEqualTo(consume);
        assertThat(yesOrNo(row.has(Right.PRODUCE_CAM))).isEqualTo(cam);
        assertThat(yesOrNo(row.has(Right.PRODUCE_MIC))).isEqualTo(mic);
        assertThat(yesOrNo(row.has(Right.PRODUCE_SCREEN))).isEqualTo(screen);
        assertThat(yesOrNo(row.has(Right.SEND_DATA))).isEqualTo(send);
        assertThat(yesOrNo(row.has(Right.RECV_DATA))).isEqualTo(receive);
        assertThat(yesOrNo(row.has(Right.UPDATE_METADATA))).isEqualTo(update);
    }

    private static String yesOrNo(boolean granted) {
        return granted ? "yes" : "no";
    }

    @Test
    void sixHaveARowAndTheyAreThePredefinedOnes() {
        assertThat(Role.PREDEFINED).hasSize(6).allMatch(role -> role.row().isPresent());
    }

    @ParameterizedTest
    @ValueSource(strings = {"dj", "Host", "cohost", "host ", "HOST", "guests"})
    void anyOtherNameIsACustomRoleWithoutARow(String name) {
        assertThat(new Role(name).row()).isEmpty();
    }

    @Test
    void customRoleHasOneToTwentyCharacters() {
        assertThat(new Role("x").name()).isEqualTo("x");
        assertThat(new Role("x".repeat(20)).name()).hasSize(20);
        assertThatIllegalArgumentException().isThrownBy(() -> new Role(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Role("x".repeat(21)));
    }

    @Test
    void charactersAreCountedAsPeopleCountThem() {
        assertThat(new Role(SMILE.repeat(20)).name()).hasSize(40);
        assertThatIllegalArgumentException().isThrownBy(() -> new Role(SMILE.repeat(21)));
    }

    @Test
    void everyRightHasANameOfItsOwnOnTheWire() {
        Set<String> names = new TreeSet<>();
        for (Right right : Right.values()) {
            names.add(right.wireName());
        }

        assertThat(names)
                .containsExactly(
                        "admin",
                        "cam",
                        "canConsume",
                        "canRecvData",
                        "canSendData",
                        "canUpdateMetadata",
                        "mic",
                        "screen");
    }
}
