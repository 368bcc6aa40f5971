package dev.latchkey.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.signing.InvalidKeySetException;
import dev.latchkey.signing.KeyPublication;
import dev.latchkey.signing.KeyRotation;
import dev.latchkey.signing.KeySet;
import dev.latchkey.signing.KeyState;
import dev.latchkey.signing.QuickKeys;
import dev.latchkey.signing.RotationException;
import dev.latchkey.signing.RotationStep;
import dev.latchkey.signing.SecretRotation;
import dev.latchkey.signing.SigningKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.secretsmanager.model.InvalidParameterException;

/** The four steps of a rotation, run as Secrets Manager runs them, and as it never should. */
class SecretRotationTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-01-01T12:00:00Z"), ZoneOffset.UTC);
    private static final KeyRotation KEYS = QuickKeys.rotation();
    private static final KeySet FIRST = KeySet.parse(KEYS.fresh(NOON.instant()).secretText());

    private static final KeySet SECOND = KEYS.rotate(FIRST, NOON.instant());

    private final FakeSecretsManager secrets = new FakeSecretsManager().withValue(FIRST.secretText());

    @Test
    void movesTheKeysOnByOneStep() {
        String version = secrets.startRotation();

        runAll(version);

        assertRotatedOnceTo(version);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"keys\":[]}", ""})
    void beginsWithFreshKeysWhereThereWereNone(String initial) {
        FakeSecretsManager empty =
                initial.isEmpty() ? new FakeSecretsManager() : new FakeSecretsManager().withValue(initial);
        String version = empty.startRotation();
        for (RotationStep step : RotationStep.values()) {
            rotation(empty).run(step, version);
        }

        assertThat(KeySet.parse(empty.currentText()).keys()).hasSize(10);
        assertThat(empty.versionByLabel()).containsEntry("AWSCURRENT", version).doesNotContainKey("AWSPENDING");
    }

    @Test
    void doesNotOverwriteASecretThatHoldsSomethingElse() {
        FakeSecretsManager other = new FakeSecretsManager().withValue("{\"password\":\"x\"}");
        String version = other.startRotation();

        assertThatThrownBy(() -> rotation(other).run(RotationStep.CREATE, version))
                .isInstanceOf(InvalidKeySetException.class);
        assertThat(other.texts()).hasSize(1);
    }

    @Test
    void everyStepMayBeRepeated() {
        String version = secrets.startRotation();
        for (RotationStep step : RotationStep.values()) {
            for (int i = 0; i < 3; i++) {
                rotation(secrets).run(step, version);
            }
        }

        assertRotatedOnceTo(version);
        assertThat(secrets.writes()).isEqualTo(1);
    }

    @Test
    void allFourStepsMayBeRepeated() {
        String version = secrets.startRotation();
        runAll(version);
        String text = secrets.currentText();

        runAll(version);

        assertThat(secrets.currentText()).isEqualTo(text);
        assertRotatedOnceTo(version);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aStepThatDiesAnywhereIsMadeUpForByItsRepetition(boolean late) {
        int callsOfACleanRun = callsOfACleanRun();
        assertThat(callsOfACleanRun).isGreaterThan(10);
        for (int call = 1; call <= callsOfACleanRun; call++) {
            FakeSecretsManager dying =
                    new FakeSecretsManager().withValue(FIRST.secretText()).dieAt(call, late);
            String version = dying.startRotation();
            for (RotationStep step : RotationStep.values()) {
                runAgainAfterDeath(dying, step, version);
            }

            assertThat(KEYS.isNextStep(FIRST, KeySet.parse(dying.currentText())))
                    .as("died at call %d", call)
                    .isTrue();
            assertThat(dying.versionByLabel())
                    .as("died at call %d", call)
                    .containsEntry("AWSCURRENT", version)
                    .doesNotContainKey("AWSPENDING");
        }
    }

    /** Whenever a rotation is cut short, a key that may sign is one that the world has. */
    @ParameterizedTest
    @CsvSource({"false,false", "false,true", "true,false", "true,true"})
    void keysThatAreCurrentArePublic(boolean first, boolean late) {
        String initial = first ? "{\"keys\":[]}" : FIRST.secretText();
        for (int call = 1; call <= 30; call++) {
            AtomicReference<KeySet> published = new AtomicReference<>(FIRST);
            FakeSecretsManager dying =
                    new FakeSecretsManager().withValue(initial).dieAt(call, late);
            String version = dying.startRotation();
            try {
                for (RotationStep step : RotationStep.values()) {
                    rotation(dying, published::set).run(step, version);
                }
            } catch (FakeSecretsManager.Died e) {
                // Looked at as it was left.
            }
            if (!KeySet.isEmpty(dying.currentText())) {
                assertPublic(KeySet.parse(dying.currentText()), published, "died at call " + call);
            }
        }
    }

    @Test
    void rotationWhoseKeysCannotBePublishedDoesNotMakeThemCurrent() {
        String version = secrets.startRotation();
        rotation(secrets).run(RotationStep.CREATE, version);
        KeyPublication away = keys -> {
            throw new IllegalStateException("the table is away");
        };

        assertThatThrownBy(() -> rotation(secrets, away).run(RotationStep.FINISH, version))
                .hasMessage("the table is away");
        assertThat(secrets.currentText()).isEqualTo(FIRST.secretText());

        rotation(secrets).run(RotationStep.FINISH, version);
        assertRotatedOnceTo(version);
    }

    @Test
    void keyThatAnOperatorTookOutByHandIsPublicNoMore() {
        AtomicReference<KeySet> published = new AtomicReference<>(SECOND);
        String leaked = FIRST.keys().stream()
                .filter(key ->
                        key.state() == KeyState.SIGNING && key.algorithm().isPublic())
                .findFirst()
                .orElseThrow()
                .kid();
        secrets.change(KEYS.remove(SECOND, leaked).secretText());

        rotation(secrets, published::set).publish();

        assertThat(published.get().find(leaked)).isEmpty();
    }

    @Test
    void beforeTheFirstRotationThereIsNothingToPublish() {
        FakeSecretsManager empty = new FakeSecretsManager().withValue("{\"keys\":[]}");
        empty.startRotation();
        AtomicReference<KeySet> published = new AtomicReference<>(FIRST);

        rotation(empty, published::set).publish();

        assertThat(published.get()).isSameAs(FIRST);
    }

    @Test
    void twoRunsOfOneRotationAtOnceEndAsOne() throws Exception {
        String version = secrets.startRotation();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            for (RotationStep step : RotationStep.values()) {
                List<Future<?>> runs = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    runs.add(threads.submit(() -> rotation(secrets).run(step, version)));
                }
                for (Future<?> run : runs) {
                    run.get(60, TimeUnit.SECONDS);
                }
            }
        } finally {
            threads.shutdownNow();
        }

        assertRotatedOnceTo(version);
    }

    @Test
    void aTwinThatFinishesFirstAtAnyMomentIsNoFailure() {
        for (int call = 1; call <= callsToFinish(); call++) {
            FakeSecretsManager shared = createdDraft();
            String version = shared.versionByLabel().get("AWSPENDING");
            shared.beforeCall(shared.calls() + call, () -> rotation(shared).run(RotationStep.FINISH, version));

            rotation(shared).run(RotationStep.FINISH, version);

            assertThat(KEYS.isNextStep(FIRST, KeySet.parse(shared.currentText())))
                    .isTrue();
            assertThat(shared.versionByLabel())
                    .as("twin before call %d", call)
                    .containsEntry("AWSCURRENT", version)
                    .doesNotContainKey("AWSPENDING");
        }
    }

    @Test
    void ofTwoRotationsAtOnceTheForcedOneWins() {
        String first = secrets.startRotation();
        rotation(secrets).run(RotationStep.CREATE, first);
        String second = secrets.forceRotation();

        assertThatThrownBy(() -> rotation(secrets).run(RotationStep.FINISH, first))
                .isInstanceOf(RotationException.class)
                .hasMessage("version " + first + " is not a draft of this secret");
        runAll(second);

        assertRotatedOnceTo(second);
    }

    @Test
    void aDraftOfKeysThatWereChangedMeanwhileIsGivenUp() {
        String retired = FIRST.keys().get(0).kid();
        secrets.change(SECOND.secretText());
        String version = secrets.startRotation();
        rotation(secrets).run(RotationStep.CREATE, version);
        String withoutLeakedKey = KEYS.remove(SECOND, retired).secretText();
        secrets.change(withoutLeakedKey);

        assertThatThrownBy(() -> rotation(secrets).run(RotationStep.FINISH, version))
                .isInstanceOf(RotationException.class)
                .hasMessageEndingWith("rotate again");

        assertThat(secrets.currentText()).isEqualTo(withoutLeakedKey);
        assertThat(secrets.startRotation())
                .as("nothing stands in the way of the next rotation")
                .isNotEmpty();
    }

    @Test
    void aChangeAtAnyMomentIsNotOverwritten() {
        String changed = KEYS.rotate(FIRST, NOON.instant()).secretText();
        for (int call = 1; call <= callsToFinish(); call++) {
            FakeSecretsManager shared = createdDraft();
            String version = shared.versionByLabel().get("AWSPENDING");
            shared.beforeCall(shared.calls() + call, () -> shared.change(changed));
            AtomicReference<KeySet> published = new AtomicReference<>(FIRST);

            try {
                rotation(shared, published::set).run(RotationStep.FINISH, version);
            } catch (RotationException lost) {
                assertThat(shared.versionByLabel()).doesNotContainEntry("AWSCURRENT", version);
                assertThat(published.get())
                        .as("given up before anything is published")
                        .isSameAs(FIRST);
            } catch (InvalidParameterException lost) {
                assertThat(shared.versionByLabel()).doesNotContainEntry("AWSCURRENT", version);
                assertThat(published.get().secretText()).isEqualTo(changed);
            }

            assertThat(shared.currentText()).as("change before call %d", call).isEqualTo(changed);
        }
    }

    @ParameterizedTest
    @EnumSource(RotationStep.class)
    void aVersionOfNoRotationIsRefused(RotationStep step) {
        assertThatThrownBy(() -> rotation(secrets).run(step, "b1f7c0de-0000-0000-0000-000000000000"))
                .isInstanceOf(RotationException.class);
        assertThat(secrets.currentText()).isEqualTo(FIRST.secretText());
    }

    @Test
    void aSecretThatIsNotRotatedIsRefused() {
        FakeSecretsManager still =
                new FakeSecretsManager().withValue(FIRST.secretText()).withoutRotation();
        String version = still.startRotation();

        assertThatThrownBy(() -> rotation(still).run(RotationStep.CREATE, version))
                .hasMessage("rotation is not enabled for this secret");
    }

    @Test
    void finishingWithoutADraftIsRefused() {
        String version = secrets.startRotation();

        assertThatThrownBy(() -> rotation(secrets).run(RotationStep.FINISH, version))
                .hasMessage("version " + version + " has no keys yet");
        assertThat(secrets.currentText()).isEqualTo(FIRST.secretText());
    }

    @Test
    void aDraftWithAKeyThatDoesNotFitItselfFailsItsTest() {
        List<String> privateHalves = Pattern.compile("\"d\":\"([A-Za-z0-9_-]{43})\"")
                .matcher(SECOND.secretText())
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(privateHalves).hasSize(6);
        String mixedUp = SECOND.secretText().replace(privateHalves.get(0), privateHalves.get(1));
        String version = secrets.startRotation();
        new SecretsManagerVersions(secrets, "keys").createDraft(version, mixedUp);

        assertThatThrownBy(() -> rotation(secrets).run(RotationStep.TEST, version))
                .hasMessage("its signature is not genuine");
    }

    @Test
    void fiveRotationsKeepEveryKeyThatATokenMayNeed() {
        List<String> signed = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            KeySet.parse(secrets.currentText()).keys().stream()
                    .filter(key -> key.state() == KeyState.SIGNING)
                    .forEach(key -> signed.add(key.kid()));
            runAll(secrets.startRotation());
        }

        KeySet last = KeySet.parse(new SecretsManagerKeySetSource(secrets, "keys").read());
        assertThat(signed).hasSize(25).allMatch(kid -> last.find(kid).isPresent());
    }

    private static FakeSecretsManager createdDraft() {
        FakeSecretsManager secrets = new FakeSecretsManager().withValue(FIRST.secretText());
        String version = secrets.startRotation();
        new SecretsManagerVersions(secrets, "keys").createDraft(version, SECOND.secretText());
        return secrets;
    }

    private static int callsToFinish() {
        FakeSecretsManager clean = createdDraft();
        int before = clean.calls();
        rotation(clean).run(RotationStep.FINISH, clean.versionByLabel().get("AWSPENDING"));
        return clean.calls() - before;
    }

    private static int callsOfACleanRun() {
        FakeSecretsManager clean = new FakeSecretsManager().withValue(FIRST.secretText());
        String version = clean.startRotation();
        for (RotationStep step : RotationStep.values()) {
            rotation(clean).run(step, version);
        }
        return clean.calls();
    }

    private static void runAgainAfterDeath(FakeSecretsManager secrets, RotationStep step, String version) {
        try {
            rotation(secrets).run(step, version);
        } catch (FakeSecretsManager.Died e) {
            rotation(secrets).run(step, version);
        }
    }

    private void runAll(String version) {
        for (RotationStep step : RotationStep.values()) {
            rotation(secrets).run(step, version);
        }
    }

    private static SecretRotation rotation(FakeSecretsManager secrets) {
        return rotation(secrets, keys -> {});
    }

    private static SecretRotation rotation(FakeSecretsManager secrets, KeyPublication publication) {
        return new SecretRotation(new SecretsManagerVersions(secrets, "keys"), publication, NOON, KEYS);
    }

    private static void assertPublic(KeySet current, AtomicReference<KeySet> published, String when) {
        for (SigningKey key : current.keys()) {
            if (key.algorithm().isPublic()) {
                assertThat(published.get().publicJwks(key.kind())).as(when).contains(key.kid());
            }
        }
    }

    private void assertRotatedOnceTo(String version) {
        assertThat(KEYS.isNextStep(FIRST, KeySet.parse(secrets.currentText()))).isTrue();
        assertThat(secrets.versionByLabel())
                .containsEntry("AWSCURRENT", version)
                .doesNotContainKey("AWSPENDING");
    }
}
