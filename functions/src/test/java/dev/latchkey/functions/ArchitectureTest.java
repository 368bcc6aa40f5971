package dev.latchkey.functions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.latchkey.testing.Randomness;

/** Holds the arrows between the packages of `functions`. */
@AnalyzeClasses(packages = "dev.latchkey.functions", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCircles =
            slices().matching("dev.latchkey.functions.(*)..").should().beFreeOfCycles();

    /** What starts, tells and reads requests serves all functions, and knows none. */
    @ArchTest
    static final ArchRule edgeKnowsNoFunction = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.latchkey.functions.http",
                    "dev.latchkey.functions.platform",
                    "dev.latchkey.functions.telemetry")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.latchkey.functions.apps",
                    "dev.latchkey.functions.join",
                    "dev.latchkey.functions.keys",
                    "dev.latchkey.functions.people",
                    "dev.latchkey.functions.rehearsal",
                    "dev.latchkey.functions.room",
                    "dev.latchkey.functions.token");

    /** Its typed events cost a cold start 400 ms. */
    @ArchTest
    static final ArchRule nobodyKnowsTypedEvents = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.amazonaws.services.lambda.runtime.events..");

    @ArchTest
    static final ArchRule randomIsMadeOnTheSpot = Randomness.IS_MADE_ON_THE_SPOT;
}
