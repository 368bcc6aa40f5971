package dev.latchkey.permission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.testing.Arbitrary;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModerationPolicyTest {
    private static final Map<String, Grant> PEOPLE = Map.of(
            "host",
            Grant.HOST,
            "coHost",
            Grant.ofRole(Role.CO_HOST),
            "guestAdmin",
            new Grant(Role.GUEST, Permissions.ALL),
            "dj",
            new Grant(new Role("dj"), Permissions.ALL),
            "guest",
            Grant.GUEST,
            "speaker",
            Grant.ofRole(Role.SPEAKER),
            "plainHost",
            new Grant(Role.HOST, Grant.GUEST.permissions()),
            "plainCoHost",
            new Grant(Role.CO_HOST, Grant.GUEST.permissions()));

    private static final List<String> OTHERS = List.of("host", "plainHost", "coHost", "guestAdmin", "dj", "guest");

    /** An act of somebody on somebody, or the giving of something to a guest. */
    private enum Act {
        /** Eject, ban, deny, rewrite metadata. */
        ACT_ON(ModerationPolicy::acting),
        DEMOTE((maker, target) -> ModerationPolicy.changing(maker, target, Grant.ofRole(Role.BOT))),
        GIVE((maker, given) -> ModerationPolicy.changing(maker, Grant.GUEST, given)),
        LET_IN_AS((maker, given) -> ModerationPolicy.admitting(maker, Grant.GUEST, given)),
        /** Lets in somebody with a token of his own, as less than it says. */
        LET_IN_AS_LESS((maker, own) -> ModerationPolicy.admitting(maker, own, Grant.ofRole(Role.BOT))),
        LET_IN((maker, own) -> ModerationPolicy.deciding(maker));

        private final BiFunction<Grant, Grant, Optional<Refusal>> asking;

        Act(BiFunction<Grant, Grant, Optional<Refusal>> asking) {
            this.asking = asking;
        }
    }

    /** yes; no, because of rank; and f: who may not decide at all is forbidden to. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    maker       | act            | host | plainHost | coHost | guestAdmin | dj  | guest
                    host        | ACT_ON         | yes  | yes       | yes    | yes        | yes | yes
                    coHost      | ACT_ON         | no   | no        | yes    | yes        | yes | yes
                    guestAdmin  | ACT_ON         | no   | no        | no     | yes        | yes | yes
                    dj          | ACT_ON         | no   | no        | no     | yes        | yes | yes
                    guest       | ACT_ON         | f    | f         | f      | f          | f   | f
                    plainCoHost | ACT_ON         | f    | f         | f      | f          | f   | f
                    plainHost   | ACT_ON         | f    | f         | f      | f          | f   | f
                    host        | DEMOTE         | yes  | yes       | yes    | yes        | yes | yes
                    coHost      | DEMOTE         | no   | no        | yes    | yes        | yes | yes
                    guestAdmin  | DEMOTE         | no   | no        | no     | no         | no  | no
                    dj          | DEMOTE         | no   | no        | no     | no         | no  | no
                    guest       | DEMOTE         | no   | no        | no     | no         | no  | no
                    plainCoHost | DEMOTE         | no   | no        | no     | no         | no  | no
                    plainHost   | DEMOTE         | no   | no        | no     | no         | no  | no
                    host        | GIVE           | yes  | yes       | yes    | yes        | yes | yes
                    coHost      | GIVE           | no   | no        | yes    | yes        | yes | yes
                    guestAdmin  | GIVE           | no   | no        | no     | no         | no  | no
                    dj          | GIVE           | no   | no        | no     | no         | no  | no
                    plainHost   | GIVE           | no   | no        | no     | no         | no  | no
                    host        | LET_IN_AS      | yes  | yes       | yes    | yes        | yes | yes
                    coHost      | LET_IN_AS      | no   | no        | yes    | yes        | yes | yes
                    guestAdmin  | LET_IN_AS      | no   | no        | no     | no         | no  | yes
                    dj          | LET_IN_AS      | no   | no        | no     | no         | no  | yes
                    guest       | LET_IN_AS      | f    | f         | f      | f          | f   | f
                    plainHost   | LET_IN_AS      | f    | f         | f      | f          | f   | f
                    host        | LET_IN_AS_LESS | yes  | yes       | yes    | yes        | yes | yes
                    coHost      | LET_IN_AS_LESS | no   | no        | yes    | yes        | yes | yes
                    guestAdmin  | LET_IN_AS_LESS | no   | no        | no     | yes        | yes | yes
                    guest       | LET_IN_AS_LESS | f    | f         | f      | f          | f   | f
                    host        | LET_IN         | yes  | yes       | yes    | yes        | yes | yes
                    coHost      | LET_IN         | yes  | yes       | yes    | yes        | yes | yes
                    dj          | LET_IN         | yes  | yes       | yes    | yes        | yes | yes
                    guest       | LET_IN         | f    | f         | f      | f          | f   | f
                    """)
    void everyMakerActAndTarget(
            String maker,
            Act act,
            String host,
            String plainHost,
            String coHost,
            String guestAdmin,
            String dj,
            String guest) {
        List<String> expected = List.of(host, plainHost, coHost, guestAdmin, dj, guest);
        for (int i = 0; i < OTHERS.size(); i++) {
            Optional<Refusal> refusal = act.asking.apply(PEOPLE.get(maker), PEOPLE.get(OTHERS.get(i)));

            assertThat(word(refusal)).as("%s %s %s", maker, act, OTHERS.get(i)).isEqualTo(expected.get(i));
        }
    }

    private static String word(Optional<Refusal> refusal) {
        if (refusal.isEmpty()) {
            return "yes";
        }
        return refusal.get().reason() == Reason.FORBIDDEN
                ? "f"
                : word(refusal.get().reason());
    }

    private static String word(Reason reason) {
        return reason == Reason.ROLE_CHANGE_NOT_ALLOWED ? "no" : reason.code();
    }

    /** Whose ban is lifted by whom, and whom a ban of such a maker binds. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', useHeadersInDisplayName = true, textBlock = """
                    maker       | rank    | lifts bans of          | binds
                    host        | HOST    | HOST CO_HOST ADMIN NONE | host plainHost coHost plainCoHost guestAdmin dj guest speaker
                    coHost      | CO_HOST | CO_HOST ADMIN NONE      | coHost plainCoHost guestAdmin dj guest speaker
                    guestAdmin  | ADMIN   | ADMIN NONE              | guestAdmin dj guest speaker
                    dj          | ADMIN   | ADMIN NONE              | guestAdmin dj guest speaker
                    plainHost   | HOST    | ''                      | host plainHost coHost plainCoHost guestAdmin dj guest speaker
                    plainCoHost | CO_HOST | ''                      | coHost plainCoHost guestAdmin dj guest speaker
                    guest       | NONE    | ''                      | guest speaker
                    """)
    void ranks(String maker, Rank rank, String lifts, String binds) {
        assertThat(Rank.of(PEOPLE.get(maker))).isEqualTo(rank);
        assertThat(ModerationPolicy.liftable(PEOPLE.get(maker)))
                .extracting(Rank::name)
                .containsExactlyInAnyOrderElementsOf(words(lifts));
        assertThat(PEOPLE.keySet().stream().filter(other -> rank.binds(PEOPLE.get(other))))
                .containsExactlyInAnyOrderElementsOf(words(binds));
    }

    private static Set<String> words(String text) {
        return text.isEmpty() ? Set.of() : Set.of(text.split(" "));
    }

    @Test
    void coHostGivesNoRightThatItLacks() {
        Grant coHost = new Grant(Role.CO_HOST, PermissionShorthand.of("admin consume send receive update"));
        Grant silent = new Grant(Role.GUEST, PermissionShorthand.of("consume send"));
        Grant speaker = new Grant(Role.GUEST, PermissionShorthand.of("consume send mic"));

        assertThat(ModerationPolicy.changing(coHost, Grant.GUEST, silent)).isEmpty();
        assertThat(ModerationPolicy.changing(coHost, Grant.GUEST, speaker)).isPresent();
        assertThat(ModerationPolicy.admitting(coHost, Grant.GUEST, silent)).isEmpty();
        assertThat(ModerationPolicy.admitting(coHost, Grant.GUEST, speaker)).isPresent();
    }

    @Test
    void nobodyTouchesAnybodyAboveOrMakesOne() {
        Arbitrary.forAll(5000, arbitrary -> {
            Grant maker = arbitrary.grant();
            Grant target = arbitrary.grant();
            Grant given = arbitrary.grant();
            Rank rank = Rank.of(maker);

            boolean acts = ModerationPolicy.acting(maker, target).isEmpty();
            boolean changes = ModerationPolicy.changing(maker, target, given).isEmpty();
            boolean admits = ModerationPolicy.admitting(maker, target, given).isEmpty();
            if (acts || changes || admits) {
                assertThat(maker.permissions().admin()).isTrue();
                assertThat(Rank.of(target)).isLessThanOrEqualTo(rank);
            }
            if (changes || admits) {
                assertThat(Rank.of(given)).isLessThanOrEqualTo(rank);
                assertThat(given.permissions().admin() && rank.compareTo(Rank.CO_HOST) < 0)
                        .isFalse();
            }
            if (admits) {
                assertThat(maker.permissions().covers(given.permissions())).isTrue();
            }
            if (changes) {
                assertThat(rank).isGreaterThanOrEqualTo(Rank.CO_HOST);
            }
        });
    }
}
