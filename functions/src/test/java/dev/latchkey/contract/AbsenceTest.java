package dev.latchkey.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.AnnotatedTypeTree;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.ModifiersTree;
import com.sun.source.tree.ParameterizedTypeTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreeScanner;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Holds the main code of every module to how CONTRIBUTING.md says that something is absent: no method takes it as a parameter or
 * returns null, and no field is an {@code Optional}. Sources are read, since one place then sees all modules, and annotations as
 * they stand. Excepted are constructors, whose parameters become fields; private methods; overrides, of which the declaration is
 * judged; and an {@code Object} that is returned, which is a value of JSON, whose null is one.
 */
class AbsenceTest {
    private static final List<String> MODULES =
            List.of("shared", "template", "functions", "local", "bench", "sdk/java");

    @Test
    void noParameterMayBeAbsentNoAnswerIsNullAndNoFieldIsOptional() throws IOException {
        List<JavaFileObject> sources = new ArrayList<>();
        for (String module : MODULES) {
            try (Stream<Path> files = Files.walk(Yaml.file(module).resolve("src/main/java"))) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> sources.add(source(file.toString(), text(file))));
            }
        }
        assertThat(sources).hasSizeGreaterThan(300);
        assertThat(findings(sources)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            class C { void m(@Nullable String a) {} }                        | m(a)
            class C { void m(@org.jspecify.annotations.Nullable String a) {} } | m(a)
            class C { void m(byte @Nullable [] a) {} }                       | m(a)
            class C { void m(Map.@Nullable Entry a) {} }                     | m(a)
            class C { void m(Map.@Nullable Entry<C, C> a) {} }               | m(a)
            class C { void m(Optional<String> a) {} }                        | m(a)
            class C { void m(java.util.Optional<String> a) {} }              | m(a)
            class C { static void m(int i, OptionalInt a) {} }               | m(a)
            interface I { void m(@Nullable String a); }                      | m(a)
            class C { private static class D { void m(@Nullable D a) {} } }  | m(a)
            class C { private Optional<String> a; }                          | a
            record R(Optional<String> a) {}                                  | a
            class C { @Nullable String m() { return null; } }                | m()
            class C { static Map.@Nullable Entry<C, C> m() { return null; } } | m()
            class C { private @Nullable String m() { return null; } }        |
            class C { @Override @Nullable String m() { return null; } }      |
            class C { @Nullable Object m() { return null; } }                |
            class C { void m(String a) {} }                                  |
            class C { private void m(@Nullable String a) {} }                |
            class C { @Override void m(@Nullable String a) {} }              |
            class C { C(@Nullable String a) {} }                             |
            record R(@Nullable String a) {}                                  |
            class C { void m(Function<String, Optional<C>> a) {} }           |
            class C { Optional<String> m() { Optional<String> a = n(); return a; } } |
            """)
    void findsThatAndNothingElse(String source, String found) {
        List<String> findings = findings(List.of(source("C.java", source)));
        assertThat(findings).isEqualTo(found == null ? List.of() : List.of("C.java: " + found));
    }

    /** Each as file and method, with the parameter if it is about one, or as file and field. */
    private static List<String> findings(List<JavaFileObject> sources) {
        JavacTask parser =
                (JavacTask) ToolProvider.getSystemJavaCompiler().getTask(null, null, null, null, null, sources);
        List<String> findings = new ArrayList<>();
        try {
            for (CompilationUnitTree file : parser.parse()) {
                String name =
                        Path.of(file.getSourceFile().getName()).getFileName().toString();
                file.accept(new Finder(name, findings), null);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return findings;
    }

    private static JavaFileObject source(String name, String text) {
        return new SimpleJavaFileObject(URI.create("string:///" + name), JavaFileObject.Kind.SOURCE) {
            @Override
            public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                return text;
            }
        };
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static final class Finder extends TreeScanner<Void, Void> {
        private final String file;
        private final List<String> findings;

        Finder(String file, List<String> findings) {
            this.file = file;
            this.findings = findings;
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            boolean isJudged = !method.getName().contentEquals("<init>")
                    && !method.getModifiers().getFlags().contains(Modifier.PRIVATE)
                    && !has(method.getModifiers().getAnnotations(), "Override");
            if (isJudged) {
                method.getParameters().stream()
                        .filter(parameter -> isNullable(parameter.getModifiers(), parameter.getType())
                                || isOptional(parameter.getType()))
                        .forEach(parameter ->
                                findings.add(file + ": " + method.getName() + "(" + parameter.getName() + ")"));
            }
            if (isJudged
                    && isNullable(method.getModifiers(), method.getReturnType())
                    && !isJson(method.getReturnType())) {
                findings.add(file + ": " + method.getName() + "()");
            }
            return super.visitMethod(method, unused);
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            for (Tree member : type.getMembers()) {
                if (member instanceof VariableTree field && isOptional(field.getType())) {
                    findings.add(file + ": " + field.getName());
                }
            }
            return super.visitClass(type, unused);
        }

        private static boolean isNullable(ModifiersTree modifiers, Tree type) {
            return has(modifiers.getAnnotations(), "Nullable")
                    || (generic(type) instanceof AnnotatedTypeTree annotated
                            && has(annotated.getAnnotations(), "Nullable"));
        }

        private static boolean isJson(Tree type) {
            return simpleName(type).equals("Object");
        }

        /** The type without its arguments. */
        private static Tree generic(Tree type) {
            return type instanceof ParameterizedTypeTree parameterized ? parameterized.getType() : type;
        }

        private static boolean has(List<? extends AnnotationTree> annotations, String name) {
            return annotations.stream()
                    .anyMatch(annotation ->
                            simpleName(annotation.getAnnotationType()).equals(name));
        }

        private static boolean isOptional(Tree type) {
            return List.of("Optional", "OptionalInt", "OptionalLong", "OptionalDouble")
                    .contains(simpleName(generic(type)));
        }

        private static String simpleName(Tree type) {
            String name = type.toString();
            return name.substring(name.lastIndexOf('.') + 1);
        }
    }
}
