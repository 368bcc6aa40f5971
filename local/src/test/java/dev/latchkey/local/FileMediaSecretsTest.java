package dev.latchkey.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.app.AppName;
import dev.latchkey.problem.RefusedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileMediaSecretsTest {
    private static final AppName DEV = new AppName("dev");

    @TempDir
    Path folder;

    /** A running Latchkey goes on with what the app's item says until that is changed too. */
    @Test
    void newestAndTheOneBeforeCanBeRead() throws Exception {
        try (DataFolder data = DataFolder.open(folder)) {
            FileMediaSecrets secrets = new FileMediaSecrets(data);
            String first = secrets.keep(DEV, "the first secret");
            String second = secrets.keep(DEV, "the second secret");
            assertThat(secrets.read(DEV, first)).isEqualTo("the first secret");
            assertThat(secrets.read(DEV, second)).isEqualTo("the second secret");
            secrets.keep(DEV, "the third secret");
            assertThatThrownBy(() -> secrets.read(DEV, first)).isInstanceOf(RefusedException.class);
        }
    }

    @Test
    void nobodyElseCanReadTheFileAndItGoesWithTheServer() throws Exception {
        try (DataFolder data = DataFolder.open(folder)) {
            FileMediaSecrets secrets = new FileMediaSecrets(data);
            String version = secrets.keep(DEV, "the secret");
            Path file = folder.resolve("media-secret-dev");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            secrets.forget(DEV);
            assertThat(file).doesNotExist();
            assertThatThrownBy(() -> secrets.read(DEV, version)).isInstanceOf(RefusedException.class);
        }
    }
}
