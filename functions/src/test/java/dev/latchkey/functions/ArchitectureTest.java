package dev.latchkey.functions;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import dev.latchkey.testing.Randomness;

/** Holds the arrows between the packages of `functions`. */
@AnalyzeClasses(packages = "dev.latchkey.functions", importOptions = DoNotIncludeTests.class)
class ArchitectureTest {
    @ArchTest
    static final ArchRule packagesHaveNoCircles =
            slices().matching("dev.latchkey.functions.(*)..").should().beFreeOfCycles();

    /** What starts, tells and reads requests serves all functions, and knows none: not those behind a route, nor the operator's. */
    @ArchTest
    static final ArchRule edgeKnowsNoFunction = noClasses()
            .that()
            .resideInAnyPackage(
                    "dev.latchkey.functions.body",
                    "dev.latchkey.functions.http",
                    "dev.latchkey.functions.platform",
                    "dev.latchkey.functions.telemetry")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    "dev.latchkey.functions.command",
                    "dev.latchkey.functions.dashboard",
                    "dev.latchkey.functions.join",
                    "dev.latchkey.functions.keys",
                    "dev.latchkey.functions.operator",
                    "dev.latchkey.functions.people",
                    "dev.latchkey.functions.priming",
                    "dev.latchkey.functions.room",
                    "dev.latchkey.functions.settings",
                    "dev.latchkey.functions.token");

    /** What functions share is composed, not inherited. */
    @ArchTest
    static final ArchRule handlersExtendNothing = classes()
            .that()
            .implement(RequestStreamHandler.class)
            .and()
            .areNotInterfaces()
            .should(extend(Object.class))
            .andShould()
            .haveModifier(JavaModifier.FINAL);

    /** A handler asks for services by name, and does not see what they are made of. The rotation works on the secret itself. */
    @ArchTest
    static final ArchRule onlyTheCompositionRootKnowsAdapters = noClasses()
            .that()
            .resideOutsideOfPackages("dev.latchkey.functions.platform", "dev.latchkey.functions.priming")
            .and()
            .doNotHaveFullyQualifiedName("dev.latchkey.functions.keys.RotateSigningKeyHandler")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.latchkey.aws");

    /** Requests are read the same wherever the bundle runs. */
    @ArchTest
    static final ArchRule requestsAreReadWithoutAPlatform = noClasses()
            .that()
            .resideInAnyPackage("dev.latchkey.functions.http", "dev.latchkey.functions.body")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("dev.latchkey.functions.platform");

    /** Its typed events cost a cold start 400 ms. */
    @ArchTest
    static final ArchRule nobodyKnowsTypedEvents = noClasses()
            .should()
            .dependOnClassesThat()
            .resideInAPackage("com.amazonaws.services.lambda.runtime.events..");

    @ArchTest
    static final ArchRule randomIsMadeOnTheSpot = Randomness.IS_MADE_ON_THE_SPOT;

    private static ArchCondition<JavaClass> extend(Class<?> parent) {
        return new ArchCondition<>("extend " + parent.getSimpleName() + " alone") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                String actual = type.getRawSuperclass().map(JavaClass::getName).orElse("");
                events.add(new SimpleConditionEvent(
                        type, actual.equals(parent.getName()), type.getName() + " extends " + actual));
            }
        };
    }
}
