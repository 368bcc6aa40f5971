package dev.latchkey.access;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.access.EntryDecision.WaitReason;
import dev.latchkey.permission.Grant;
import dev.latchkey.problem.Reason;
import dev.latchkey.problem.Refusal;
import dev.latchkey.room.Room;
import dev.latchkey.testing.Arbitrary;
import dev.latchkey.token.AccessClaims;
import dev.latchkey.token.Person;
import dev.latchkey.token.TokenScope;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What holds at every door, whatever the room, the token and the moment are. */
class EntryPropertyTest {
    private static final int WORLDS = 5000;

    /** One person at one door. */
    private record Visit(
            @Nullable Room room,
            Presented presented,
            Restrictions restrictions,
            Person person,
            boolean approved,
            Instant now) {
        static Visit arbitrary(Arbitrary arbitrary) {
            return new Visit(
                    arbitrary.oneIn(20) ? null : arbitrary.room(),
                    presented(arbitrary),
                    arbitrary.restrictions(),
                    arbitrary.person(),
                    arbitrary.oneIn(4),
                    arbitrary.now());
        }

        private static Presented presented(Arbitrary arbitrary) {
            if (arbitrary.oneIn(10)) {
                return new Presented.BadToken(new Refusal(Reason.TOKEN_INVALID, "its signature is not genuine"));
            }
            return arbitrary.oneIn(3) ? new Presented.Nothing() : new Presented.SignedToken(arbitrary.token());
        }

        Visit approved(boolean so) {
            return new Visit(room, presented, restrictions, person, so, now);
        }

        Visit clear() {
            return new Visit(room, presented, Restrictions.CLEAR, person, approved, now);
        }

        Grant grant() {
            AccessClaims token = token();
            return token == null ? Grant.GUEST : token.grant();
        }

        private Approval approval() {
            return approved ? new Approval(true, null) : Approval.NONE;
        }

        @Nullable
        AccessClaims token() {
            return presented instanceof Presented.SignedToken signed ? signed.claims() : null;
        }

        EntryDecision entry() {
            return EntryPolicy.decide(new EntryFacts(room, presented, restrictions, person, approval(), now), now);
        }

        boolean comesIn() {
            return entry() instanceof EntryDecision.Admit;
        }
    }

    @Test
    void worldsAreOfAllKinds() {
        AtomicInteger admitted = new AtomicInteger();
        AtomicInteger waiting = new AtomicInteger();
        Arbitrary.forAll(WORLDS, arbitrary -> {
            EntryDecision entry = Visit.arbitrary(arbitrary).entry();
            admitted.addAndGet(entry instanceof EntryDecision.Admit ? 1 : 0);
            waiting.addAndGet(entry instanceof EntryDecision.Wait ? 1 : 0);
        });

        assertThat(admitted).hasValueGreaterThan(WORLDS / 50);
        assertThat(waiting).hasValueGreaterThan(WORLDS / 50);
    }

    @Test
    void nobodyEntersAPrivateRoomWithoutATokenOrAnApproval() {
        Arbitrary.forAll(WORLDS, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);

            if (visit.comesIn() && visit.room.rules().isPrivate()) {
                assertThat(visit.token() != null || visit.approved)
                        .as("%s", visit)
                        .isTrue();
            }
        });
    }

    @Test
    void nobodyEntersALockedRoomButAdminsAndTheApproved() {
        Arbitrary.forAll(WORLDS, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);

            if (visit.entry() instanceof EntryDecision.Admit admit
                    && visit.room.rules().locked()) {
                assertThat(admit.grant().permissions().admin() || visit.approved)
                        .as("%s", visit)
                        .isTrue();
            }
        });
    }

    @Test
    void tokenForOneRoomOpensNoOther() {
        Arbitrary.forAll(WORLDS, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);

            if (visit.comesIn() && visit.token() != null && visit.token().scope() instanceof TokenScope.OneRoom one) {
                assertThat(visit.room.name()).isEqualTo(one.name());
                assertThat(visit.room.id()).isEqualTo(one.roomId());
            }
        });
    }

    @Test
    void tokenOfOneAppOpensNoRoomOfAnother() {
        Arbitrary.forAll(WORLDS, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);

            if (visit.comesIn() && visit.token() != null) {
                assertThat(visit.room.app()).isEqualTo(visit.token().app());
            }
        });
    }

    @Test
    void tokenComesInOnlyInItsTime() {
        Arbitrary.forAll(WORLDS, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);

            if (visit.comesIn() && visit.token() != null) {
                assertThat(visit.now)
                        .isBefore(visit.token().expires())
                        .isAfterOrEqualTo(visit.token().notBefore());
            }
        });
    }

    @Test
    void roomIsEnteredOnlyInItsTime() {
        Arbitrary.forAll(WORLDS, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);

            if (visit.comesIn()) {
                assertThat(visit.now)
                        .isBefore(visit.room.rules().expiresAt())
                        .isAfterOrEqualTo(visit.room.rules().opensAt());
            }
        });
    }

    @Test
    void nobodyWhoIsBannedRevokedOrPutOutComesInOrWaits() {
        Arbitrary.forAll(WORLDS, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);

            if (!(visit.entry() instanceof EntryDecision.Refuse)) {
                assertThat(visit.restrictions.bans(visit.grant())).isFalse();
                if (visit.token() != null) {
                    assertThat(visit.restrictions.revoked()).isFalse();
                    assertThat(visit.restrictions.ejected()).isFalse();
                    assertThat(visit.token().issuedAt())
                            .isAfterOrEqualTo(visit.restrictions.tokensNotBefore())
                            .isAfterOrEqualTo(visit.room.tokensNotBefore());
                }
            }
        });
    }

    @Test
    void whatIsHeldAgainstSomebodyNeverHelps() {
        Arbitrary.forAll(WORLDS, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);

            if (visit.comesIn()) {
                assertThat(visit.clear().entry()).isEqualTo(visit.entry());
            }
        });
    }

    @Test
    void badTokenIsNeverIgnored() {
        Arbitrary.forAll(WORLDS, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);

            if (visit.presented instanceof Presented.BadToken) {
                assertThat(visit.entry()).isInstanceOf(EntryDecision.Refuse.class);
            }
        });
    }

    @Test
    void approvalEndsAWaitOrStandsInForATokenAndDoesNothingElse() {
        Arbitrary.forAll(WORLDS, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);
            EntryDecision without = visit.approved(false).entry();
            EntryDecision with = visit.approved(true).entry();

            boolean lifted = without instanceof EntryDecision.Wait
                    || (without instanceof EntryDecision.Refuse refuse
                            && refuse.refusal().reason() == Reason.TOKEN_REQUIRED);
            if (lifted) {
                assertThat(with).isInstanceOf(EntryDecision.Admit.class);
            } else {
                assertThat(with).isEqualTo(without);
            }
        });
    }

    @Test
    void nobodyWaitsButAtADoorThatKeepsPeopleWaiting() {
        Arbitrary.forAll(WORLDS, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);

            if (visit.entry() instanceof EntryDecision.Wait wait) {
                assertThat(
                                wait.why() == WaitReason.LOCKED
                                        ? visit.room.rules().locked()
                                        : visit.room.rules().isPrivate()
                                                && visit.room.rules().requestToJoin()
                                                && visit.token() == null)
                        .isTrue();
            }
        });
    }

    @Test
    void nobodyComesInAsMoreThanTheTokenSays() {
        Arbitrary.forAll(WORLDS, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);

            if (visit.entry() instanceof EntryDecision.Admit admit) {
                AccessClaims token = visit.token();
                assertThat(admit.grant()).isEqualTo(token == null ? Grant.GUEST : token.grant());
                // A token without a name leaves its holder the one that was given at the door, and nothing else.
                assertThat(admit.person())
                        .isEqualTo(token == null ? visit.person : token.person().orNamed(visit.person));
            }
        });
    }

    @Test
    void stayEndsWithTheEarliestOfItsLimitsAndNoEarlier() {
        Arbitrary.forAll(WORLDS, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);

            if (visit.entry() instanceof EntryDecision.Admit admit) {
                Instant tokens = end(
                        visit.token() == null ? Duration.ZERO : visit.token().ejectAfter(), visit.now);
                Instant rooms = end(visit.room.rules().ejectAfter(), visit.now);
                Instant last =
                        visit.room.rules().ejectAtExpiry() ? visit.room.rules().expiresAt() : Instant.MAX;

                assertThat(admit.ejectAt()).isAfter(visit.now).isIn(tokens, rooms, last);
                assertThat(admit.ejectAt())
                        .isBeforeOrEqualTo(tokens)
                        .isBeforeOrEqualTo(rooms)
                        .isBeforeOrEqualTo(last);
            }
        });
    }

    private static Instant end(Duration stay, Instant now) {
        Instant exactly = now.plus(stay);
        Instant second = exactly.truncatedTo(ChronoUnit.SECONDS);
        return stay.isZero() ? Instant.MAX : second.equals(exactly) ? second : second.plusSeconds(1);
    }

    @Test
    void sameVisitIsAlwaysDecidedAlike() {
        Arbitrary.forAll(2000, arbitrary -> {
            Visit visit = Visit.arbitrary(arbitrary);

            assertThat(visit.entry()).isEqualTo(visit.entry());
        });
    }
}
