package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.command.CommandStore;
import dev.latchkey.testing.SimultaneousThreads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A command that comes again, since its function died between any two steps or since it was sent twice: one effect, one answer,
 * over a real table and under the function's policy.
 */
class CommandCrashTest {
    /** Long enough for everything that a command asks of AWS. */
    private static final int STEPS = 60;

    static Stream<Case> cases() {
        return Stream.of(
                new Case("create-room", "{'id':'c','type':'create-room','body':{'roomName':'monday'}}"),
                new Case("create-room without a name", "{'id':'c','type':'create-room'}"),
                new Case(
                        "create-token",
                        "{'id':'c','type':'create-token','body':{'roomName':'room-of-dev','externalUserId':'user-7'}}"),
                new Case("revoke", "{'id':'c','type':'revoke','body':{'jti':'JTI'}}"),
                new Case("cut off", "{'id':'c','type':'revoke','body':{'issuedBeforeUnixSec':SOON}}"),
                new Case("eject", "{'id':'c','type':'eject','roomName':'room-of-dev','peerId':'PEER'}"),
                new Case(
                        "eject and ban",
                        "{'id':'c','type':'eject','roomName':'room-of-dev','peerId':'PEER','body':{'ban':true}}"),
                new Case(
                        "approve",
                        "{'id':'c','type':'approve','roomName':'room-of-dev','requestId':'REQUEST','body':{'role':'speaker'}}"),
                new Case("deny", "{'id':'c','type':'deny','roomName':'room-of-dev','requestId':'REQUEST'}"),
                new Case("refused", "{'id':'c','type':'create-room','body':{'roomName':'room-of-dev'}}"));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void commandThatDiedAnywhereComesToTheSameEnd(Case told) {
        Run undisturbed = new Run(told);
        undisturbed.deliver();
        int steps = undisturbed.steps;
        assertThat(steps).isBetween(3, STEPS);
        for (int dies = 1; dies <= steps; dies++) {
            Run run = new Run(told);
            run.dieBefore(dies);
            run.deliver();
            String at = told + " dies before step " + dies + " of " + steps;
            assertThat(run.deaths).as(at).isEqualTo(1);
            assertThat(run.outcome()).as(at).isEqualTo(undisturbed.outcome());
            assertThat(run.written("BAN")).as(at + ": nobody is banned twice").isLessThanOrEqualTo(1);
            assertThat(run.service.replies.stream().distinct()).as(at).hasSizeLessThanOrEqualTo(1);
            assertThat(run.service.replies.isEmpty()).as(at).isEqualTo(undisturbed.service.replies.isEmpty());
        }
    }

    /** And dies again while it is made good. */
    @Test
    void ejectionThatDiesAgainAndAgainPutsEverybodyOutWhomItMeans() {
        for (int dies = 1; dies <= STEPS; dies++) {
            Run run = new Run(new Case(
                    "eject and ban",
                    "{'id':'c','type':'eject','roomName':'room-of-dev','peerId':'PEER','body':{'ban':true}}"));
            run.tenant.join("{'accessToken':'" + run.tenant.accessToken + "'}", 201);
            for (int death = 0; death < 3; death++) {
                run.dieBefore(dies);
                run.deliverOnce();
                run.service.clock.now = run.service.clock.now.plus(CommandStore.CLAIM);
            }
            run.deliver();
            assertThat(run.kinds()).as("dies before step " + dies).doesNotContainKey("PEER");
            assertThat(run.answers()).hasSize(1);
            assertThat(run.answers().get(0))
                    .containsEntry("commandType", "eject")
                    .containsKey("succeeded");
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void commandThatComesManyTimesAtOnceIsCarriedOutOnce(Case told) {
        Run undisturbed = new Run(told);
        undisturbed.deliver();
        Run run = new Run(told);

        List<Boolean> taken = SimultaneousThreads.of(6, run::deliverOnce);
        assertThat(taken).contains(true);
        run.service.clock.now = run.service.clock.now.plus(CommandStore.CLAIM);
        SimultaneousThreads.of(6, run::deliverOnce);

        assertThat(run.outcome()).isEqualTo(undisturbed.outcome());
        assertThat(run.service.replies.stream().distinct()).hasSizeLessThanOrEqualTo(1);
    }

    /** @param command with JTI, PEER, REQUEST and SOON in it */
    record Case(String name, String command) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Death, which no handler survives. */
    private static final class Death extends Error {
        private static final long serialVersionUID = 1L;
    }

    /** A bundle of its own, with somebody inside by a token that names a user, and the command on its way. */
    private static final class Run {
        final TableFixture service = new TableFixture();
        final Tenant tenant = Tenant.settle(service, "dev");
        private final Commands commands = Commands.of(service, "dev");
        private final String command;
        private final Map<String, Integer> before;
        int steps;
        int deaths;
        private int dies;

        Run(Case told) {
            String jti = service.call("POST /api/v1/token/validate")
                    .body("{'token':'" + tenant.accessToken + "'}")
                    .send(200)
                    .text("jti");
            command = told.command()
                    .replace("JTI", jti)
                    .replace("PEER", tenant.peerId)
                    .replace("REQUEST", tenant.requestId)
                    .replace("SOON", String.valueOf(service.clock.now.getEpochSecond()));
            before = kinds();
            service.trouble = call -> {
                steps++;
                if (steps == dies) {
                    deaths++;
                    throw new Death();
                }
            };
        }

        void dieBefore(int step) {
            steps = 0;
            dies = step;
        }

        boolean deliverOnce() {
            try {
                return commands.send(command);
            } catch (Death e) {
                return false;
            }
        }

        /** As SQS does: again, a minute later, until it is taken. */
        void deliver() {
            for (int receipts = 0; !deliverOnce(); receipts++) {
                assertThat(receipts).isLessThan(5);
                service.clock.now = service.clock.now.plusSeconds(60);
            }
        }

        /** How many items of each kind came or went, and what was answered. */
        Map<String, Object> outcome() {
            Map<String, Object> outcome = new TreeMap<>();
            kinds().forEach((kind, count) -> outcome.put(kind, count - before.getOrDefault(kind, 0)));
            // A meeting that nobody is left in may be ended by the next sweep.
            outcome.remove("LIVE");
            List<Map<String, String>> answers = answers();
            assertThat(answers).hasSize(1);
            outcome.put("succeeded", String.valueOf(answers.get(0).get("succeeded")));
            outcome.put(
                    "says",
                    answers.get(0).get("says").replaceAll("\"[^\"]*\\d[^\"]*\"|\"\\w{3}-\\w{4}-\\w{3}\"|\\d{6,}", "*"));
            return outcome;
        }

        Map<String, Integer> kinds() {
            Map<String, Integer> kinds = new TreeMap<>();
            service.texts()
                    .forEach(item -> kinds.merge(Contents.kind(item.get("pk"), item.get("sk")), 1, Integer::sum));
            return kinds;
        }

        /** In how many ways the item of that kind which the command made was ever written. */
        long written(String kind) {
            return service.texts().stream()
                    .filter(item ->
                            Contents.kind(item.get("pk"), item.get("sk")).equals(kind))
                    .filter(item -> item.values().stream().anyMatch(value -> value.startsWith("command:")))
                    .map(item -> item.getOrDefault("since", item.get("sk")))
                    .distinct()
                    .count();
        }

        List<Map<String, String>> answers() {
            List<Map<String, String>> answers = new ArrayList<>();
            service.texts().stream()
                    .filter(item -> item.get("sk").startsWith("ANSWER#"))
                    .forEach(item -> answers.add(new LinkedHashMap<>(item)));
            return answers;
        }
    }
}
