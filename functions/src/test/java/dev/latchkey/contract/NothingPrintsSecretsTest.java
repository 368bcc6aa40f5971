package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.latchkey.apikey.ApiKeySecret;
import dev.latchkey.app.AppName;
import dev.latchkey.command.CommandKey;
import dev.latchkey.command.SenderId;
import dev.latchkey.json.JsonText;
import dev.latchkey.permission.Grant;
import dev.latchkey.permission.Permissions;
import dev.latchkey.permission.Role;
import dev.latchkey.room.RoomName;
import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** No record of ours prints a secret or what is personal, however deep it lies in it. */
class NothingPrintsSecretsTest {
    private static final String MARK = "zz-not-to-be-printed";

    /** Names of components that hold keys, tokens, what callers send, or what is personal. */
    private static final String SECRET =
            "(?i).*(token|ticket|secret|apiKey|sha256).*|content|body|headers|cookies|query|path"
                    + "|email|meta|metadata|externalUserId|subject|sourceIp|network";

    static Stream<Class<?>> records() throws ClassNotFoundException {
        List<Class<?>> records = new ArrayList<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                // Tests of another module come as a jar once that is packaged.
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("dev.latchkey")) {
            // What is read from template.yaml belongs to no call.
            if (type.isRecord() && !type.getPackageName().equals("dev.latchkey.template")) {
                records.add(Class.forName(type.getName()));
            }
        }
        return records.stream();
    }

    @ParameterizedTest
    @MethodSource("records")
    void recordPrintsNoSecret(Class<?> type) throws ReflectiveOperationException {
        Optional<Object> made = make(type);
        assertThat(made.orElseThrow().toString()).doesNotContain(MARK);
    }

    @Test
    void everyRecordIsMade() throws ReflectiveOperationException {
        List<String> unmade = new ArrayList<>();
        for (Class<?> type : records().toList()) {
            if (make(type).isEmpty()) {
                unmade.add(type.getSimpleName());
            }
        }
        assertThat(unmade).isEmpty();
    }

    @Test
    void apiKeySecretDoesNotPrint() {
        ApiKeySecret secret = ApiKeySecret.generate(new AppName("dev"));
        assertThat(secret.toString()).doesNotContain(secret.reveal(), secret.sha256(), "lk_");
    }

    private static Optional<Object> make(Class<?> type) throws ReflectiveOperationException {
        if (type == SenderId.class) {
            return Optional.of(new SenderId("AIDAEXAMPLE12345"));
        }
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = new Object[components.length];
        for (int i = 0; i < components.length; i++) {
            boolean ofPerson = type.getSimpleName().equals("Person");
            values[i] = sample(
                    components[i].getType(), ofPerson || components[i].getName().matches(SECRET));
        }
        Constructor<?> constructor = type.getDeclaredConstructor(
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
        constructor.setAccessible(true);
        try {
            return Optional.of(constructor.newInstance(values));
        } catch (java.lang.reflect.InvocationTargetException e) {
            return Optional.empty();
        }
    }

    private static Object sample(Class<?> type, boolean secret) throws ReflectiveOperationException {
        if (type == String.class) {
            return secret ? MARK : "plain";
        }
        if (type == long.class) {
            return 1L;
        }
        if (type == int.class) {
            return 1;
        }
        if (type == boolean.class) {
            return true;
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type == List.class) {
            return secret ? List.of(MARK) : List.of();
        }
        if (type == Set.class) {
            return Set.of();
        }
        if (type == Map.class) {
            return secret ? Map.of(MARK, MARK) : Map.of();
        }
        if (type == Optional.class) {
            return Optional.empty();
        }
        if (type == AppName.class) {
            return new AppName("dev");
        }
        if (type == RoomName.class) {
            return new RoomName("standup");
        }
        if (type == Permissions.class) {
            return Grant.HOST.permissions();
        }
        if (type == Role.class) {
            return Role.GUEST;
        }
        if (type == JsonText.class) {
            return JsonText.of(MARK);
        }
        if (type == CommandKey.class) {
            return CommandKey.named(new AppName("dev"), "command-1", MARK);
        }
        if (type == Instant.class) {
            return ScenarioFixture.NOON;
        }
        if (type == Duration.class) {
            return Duration.ofSeconds(1);
        }
        if (type.isRecord()) {
            return make(type).orElse(null);
        }
        if (type.isSealed()) {
            return make(type.getPermittedSubclasses()[0]).orElse(null);
        }
        return null;
    }
}
