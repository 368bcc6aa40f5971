package dev.latchkey;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

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
            .resideOutsideOfPackage("dev.latchkey.token")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.auth0..");

    /** Whose generator would be in a snapshot, and make the same choices wherever that is restored. */
    @ArchTest
    static final ArchRule randomIsMadeOnTheSpot = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .callMethod(Collections.class, "shuffle", List.class)
            .orShould()
            .callMethod(Math.class, "random");
}
