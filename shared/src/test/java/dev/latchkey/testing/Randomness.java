package dev.latchkey.testing;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.lang.ArchRule;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** The rule for all that is random in what is deployed. */
public final class Randomness {
    /** The JDK's own generators would be in a snapshot, and make the same choices wherever that is restored. */
    public static final ArchRule IS_MADE_ON_THE_SPOT = noClasses()
            .should()
            .dependOnClassesThat()
            .areAssignableTo(ThreadLocalRandom.class)
            .orShould()
            .callMethod(Collections.class, "shuffle", List.class)
            .orShould()
            .callMethod(Math.class, "random");

    private Randomness() {}
}
