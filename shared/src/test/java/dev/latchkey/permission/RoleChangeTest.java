package dev.latchkey.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.testing.Arbitrary;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RoleChangeTest {
    private static final Role DJ = new Role("dj");
    private static final List<Role> ROLES =
            List.of(Role.HOST, Role.CO_HOST, Role.GUEST, Role.SPEAKER, Role.LISTENER, Role.BOT, DJ);

    /** Who may turn a peer of the role at the left into one of the role on top: h a host, c a coHost, . nobody. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    from \\ to | host | coHost | guest | speaker | listener | bot | dj
                    host      | h    | h      | h     | h       | h        | h   | h
                    coHost    | h    | hc     | hc    | hc      | hc       | hc  | hc
                    guest     | h    | hc     | hc    | hc      | hc       | hc  | hc
                    speaker   | h    | hc     | hc    | hc      | hc       | hc  | hc
                    listener  | h    | hc     | hc    | hc      | hc       | hc  | hc
                    bot       | h    | hc     | hc    | hc      | hc       | hc  | hc
                    dj        | h    | hc     | hc    | hc      | hc       | hc  | hc
                    """)
    void hostGivesAnyRoleACoHostAnyButHostAndNobodyElseOne(
            String from,
            String host,
            String coHost,
            String guest,
            String speaker,
            String listener,
            String bot,
            String dj) {
        List<String> cells = List.of(host, coHost, guest, speaker, listener, bot, dj);
        for (int to = 0; to < ROLES.size(); to++) {
            for (Role actor : ROLES) {
                boolean mayChange = RoleChange.allowed(full(actor), new Role(from), full(ROLES.get(to)));

                assertThat(mayChange)
                        .as("%s turns %s into %s", actor, from, ROLES.get(to))
                        .isEqualTo((actor.equals(Role.HOST) && cells.get(to).contains("h"))
                                || (actor.equals(Role.CO_HOST) && cells.get(to).contains("c")));
            }
        }
    }

    @Test
    void coHostGivesNoRightThatItLacks() {
        Grant mutedCoHost = new Grant(Role.CO_HOST, Rights.of("admin consume send receive update"));
        Grant silent = new Grant(Role.GUEST, Rights.of("consume send"));

        assertThat(RoleChange.allowed(mutedCoHost, Role.LISTENER, silent)).isTrue();
        assertThat(RoleChange.allowed(mutedCoHost, Role.LISTENER, Grant.ofRole(Role.SPEAKER)))
                .isFalse();
    }

    /** Whom somebody inside may let in: the role at the left lets in the role on top. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    who      | host | coHost | guest | speaker | listener | bot | dj
                    host     | yes  | yes    | yes   | yes     | yes      | yes | yes
                    coHost   | no   | yes    | yes   | yes     | yes      | yes | yes
                    guest    | no   | no     | yes   | yes     | yes      | yes | no
                    speaker  | no   | no     | no    | yes     | yes      | yes | no
                    listener | no   | no     | no    | no      | yes      | yes | no
                    bot      | no   | no     | no    | no      | no       | yes | no
                    dj       | no   | no     | yes   | yes     | yes      | yes | yes
                    """)
    void nobodyLetsAnybodyInAboveItself(
            String who,
            String host,
            String coHost,
            String guest,
            String speaker,
            String listener,
            String bot,
            String dj) {
        List<String> cells = List.of(host, coHost, guest, speaker, listener, bot, dj);
        for (int as = 0; as < ROLES.size(); as++) {
            assertThat(RoleChange.mayAdmitAs(full(new Role(who)), full(ROLES.get(as))))
                    .as("%s lets in %s", who, ROLES.get(as))
                    .isEqualTo(cells.get(as).equals("yes"));
        }
    }

    /** Every role as its row has it; the custom one with every right, so that its name alone is what limits it. */
    private static Grant full(Role role) {
        return new Grant(role, role.row().orElse(Permissions.ALL));
    }

    static Stream<Arguments> grantsAboveACoHost() {
        return Stream.of(
                Arguments.of("a host, though with no more rights", new Grant(Role.HOST, Permissions.NONE)),
                Arguments.of("a right that it lacks", new Grant(Role.GUEST, Rights.of("screen"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("grantsAboveACoHost")
    void aboveItselfIsARankOrARight(String what, Grant above) {
        Grant coHost = new Grant(Role.CO_HOST, Rights.of("admin consume cam mic send receive update"));

        assertThat(RoleChange.mayAdmitAs(coHost, above)).isFalse();
    }

    @Test
    void nobodyGetsMoreThanItHasByLettingSomebodyIn() {
        Arbitrary.forAll(5000, arbitrary -> {
            Grant actor = arbitrary.grant();
            Grant wanted = arbitrary.grant();

            if (RoleChange.mayAdmitAs(actor, wanted)) {
                assertThat(actor.permissions().covers(wanted.permissions())).isTrue();
                assertThat(wanted.role().equals(Role.HOST) && !actor.role().equals(Role.HOST))
                        .isFalse();
            }
        });
    }

    @Test
    void nobodyButAHostTouchesAHostOrMakesOne() {
        Arbitrary.forAll(5000, arbitrary -> {
            Grant actor = arbitrary.grant();
            Role current = arbitrary.role();
            Grant wanted = arbitrary.grant();

            if (RoleChange.allowed(actor, current, wanted) && !actor.role().equals(Role.HOST)) {
                assertThat(current).isNotEqualTo(Role.HOST);
                assertThat(wanted.role()).isNotEqualTo(Role.HOST);
                assertThat(actor.role()).isEqualTo(Role.CO_HOST);
            }
        });
    }
}
