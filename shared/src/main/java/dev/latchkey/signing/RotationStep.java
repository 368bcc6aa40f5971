package dev.latchkey.signing;

import java.util.Arrays;

/** The four steps in which Secrets Manager rotates a secret, in their order. Each may be repeated. */
public enum RotationStep {
    CREATE("createSecret"),
    SET("setSecret"),
    TEST("testSecret"),
    FINISH("finishSecret");

    private final String label;

    RotationStep(String label) {
        this.label = label;
    }

    public static RotationStep parse(String label) {
        return Arrays.stream(values())
                .filter(step -> step.label.equals(label))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("not a step of a rotation"));
    }
}
