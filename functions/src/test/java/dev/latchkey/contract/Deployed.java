package dev.latchkey.contract;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** Tests of the package, unzipped beside an emulated AWS; skipped out loud where there is no emulator. */
abstract class Deployed {
    static EmulatedAws aws;
    static Deployment deployment;

    @BeforeAll
    static void deploy(@TempDir Path taskRoot) throws Exception {
        aws = EmulatedAws.orSkip();
        deployment = Deployment.into(taskRoot, aws);
    }

    @AfterAll
    static void undeploy() {
        if (aws != null) {
            aws.close();
        }
    }
}
