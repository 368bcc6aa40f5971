package dev.latchkey.contract;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Set;
import java.util.TreeSet;

/** The classes that Lambda may be told to call. */
final class Handlers {
    private Handlers() {}

    static Set<String> classNames() {
        Set<String> names = new TreeSet<>();
        for (JavaClass type : new ClassFileImporter()
                .withImportOption(new ImportOption.DoNotIncludeTests())
                .importPackages("dev.latchkey.functions")) {
            boolean concrete = !type.getModifiers().contains(JavaModifier.ABSTRACT);
            if (concrete && type.isAssignableTo(RequestStreamHandler.class)) {
                names.add(type.getName());
            }
        }
        return names;
    }
}
