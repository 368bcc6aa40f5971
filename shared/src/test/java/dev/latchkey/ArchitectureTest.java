package dev.latchkey;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import dev.latchkey.testing.Randomness;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.TemporalUnit;

/** Holds the arrows between the packages of `shared`. */
@AnalyzeClasses(packages = "dev.latchkey", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCircles =
            slices().matching("dev.latchkey.(*)..").should().beFreeOfCycles();

    @ArchTest
    static final ArchRule onlyAdaptersKnowAws = noClasses()
            .that()
            .resideOutsideOfPackage("dev.latchkey.aws")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("software.amazon..", "dev.latchkey.aws");

    @ArchTest
    static final ArchRule nobodyKnowsLambda =
            noClasses().should().dependOnClassesThat().resideInAPackage("com.amazonaws..");

    @ArchTest
    static final ArchRule onlyTokensKnowTheJwtLibrary = noClasses()
            .that()
            .resideOutsideOfPackage("dev.latchkey.signing")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.auth0..");

    @ArchTest
    static final ArchRule timeIsHandedIn =
            noClasses().should().callMethod(Instant.class, "now").orShould().callMethod(Clock.class, "systemUTC");

    /** The clock that services are given goes in milliseconds. Whole seconds are of keys and of the end of a stay. */
    @ArchTest
    static final ArchRule onlyTheClockTruncates = noClasses()
            .that()
            .resideOutsideOfPackages("dev.latchkey.signing", "dev.latchkey.access")
            .should()
            .callMethod(Instant.class, "truncatedTo", TemporalUnit.class);

    @ArchTest
    static final ArchRule randomIsMadeOnTheSpot = Randomness.IS_MADE_ON_THE_SPOT;
}
