package dev.latchkey.permission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.latchkey.json.Json;
import java.util.Locale;
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
    @ValueSource(strings = {"dj", "DJ", "hosts", "co-host", "co_host", "guests", "Room-Host", "0", "_", "-"})
    void anyOtherNameIsACustomRoleWithoutARow(String name) {
        assertThat(new Role(name).row()).isEmpty();
    }

    @Test
    void customRoleHasOneToTwentyLettersDigitsAndDashes() {
        assertThat(new Role("x").name()).isEqualTo("x");
        assertThat(new Role("x".repeat(20)).name()).hasSize(20);
        assertThatIllegalArgumentException().isThrownBy(() -> new Role(""));
        assertThatIllegalArgumentException().isThrownBy(() -> new Role("x".repeat(21)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host",
                "HOST",
                "hOST",
                "cohost",
                "CoHost",
                "COHOST",
                "Guest",
                "SPEAKER",
                "Listener",
                "listeneR",
                "BOT",
                "host ",
                " host",
                "h ost",
                "dj!",
                "d.j",
                "\u00e4",
                "h\u043est",
                "\uff48\uff4f\uff53\uff54",
                "host\u200b",
                "ho\u017ft",
                "l\u0131stener",
                "dj\n",
                SMILE
            })
    void whatLooksLikeOneOfTheSixOrHoldsAnythingElseIsNoName(String name) {
        assertThat(Role.parse(name)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Role(name));
    }

    @Test
    void sixHaveOneSpellingWhateverTheLetterCase() {
        for (Role role : Role.PREDEFINED) {
            for (int bits = 0; bits < 1 << role.name().length(); bits++) {
                StringBuilder spelled = new StringBuilder(role.name().toLowerCase(Locale.ROOT));
                for (int i = 0; i < spelled.length(); i++) {
                    if ((bits >> i & 1) == 1) {
                        spelled.setCharAt(i, Character.toUpperCase(spelled.charAt(i)));
                    }
                }
                assertThat(Role.parse(spelled.toString()).isPresent())
                        .as(spelled.toString())
                        .isEqualTo(spelled.toString().equals(role.name()));
            }
        }
    }

    /** What a token or an item says that an earlier release wrote, as JSON has it; a dash where it is refused. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, quoteCharacter = '`', textBlock = """
                    recorded            | read as
                    host                | host
                    coHost              | coHost
                    dj                  | dj
                    Room-Host           | Room-Host
                    Team lead           | guest
                    V\\u00e9t\\u00e9ran | guest
                    `  `                | guest
                    Host                | -
                    HOST                | -
                    cohost              | -
                    `host `             | -
                    `ho st`             | -
                    `co Host`           | -
                    host\\u200b       | -
                    ho\\u00adst       | -
                    \\uff28\\uff2f\\uff33\\uff34 | -
                    ho\\u017ft        | -
                    l\\u0131stener    | -
                    ``                  | -
                    xxxxxxxxxxxxxxxxxxxxx | -
                    """)
    void recordedNameIsReadAsItWasUnlessItPassesForOneOfTheSix(String recorded, String expected) {
        String name = String.valueOf(Json.read("\"" + recorded + "\""));

        assertThat(Role.recorded(name).map(Role::name).orElse("-")).isEqualTo(expected);
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
