package koinon.testbed.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The whole of the project's own code, as classes and as sources. */
final class House {
    private static final String GENERATED = "koinon.wire.proto";

    /** Classes of every module but their tests and what protobuf generates. */
    static final JavaClasses CLASSES =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .withImportOption(location -> !location.contains("/koinon/wire/proto/"))
                    .withImportOption(location -> !location.contains("/jmh_generated/"))
                    .withImportOption(location -> !location.contains("-tests.jar"))
                    .importPackages("koinon");

    private House() {}

    /** First part of the package below {@code koinon}; empty for foreign and generated classes. */
    static String module(JavaClass type) {
        String name = type.getPackageName();
        if (!name.startsWith("koinon.") || name.equals(GENERATED)) {
            return "";
        }
        String rest = name.substring("koinon.".length());
        int dot = rest.indexOf('.');
        return dot < 0 ? rest : rest.substring(0, dot);
    }

    /** The project's root: where the parent of all modules stands. */
    static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.exists(at.resolve("testbed/pom.xml")) && Files.exists(at.resolve("model"))) {
                return at;
            }
        }
        throw new IllegalStateException("the tests do not run inside the project");
    }

    /** Hand-written main sources of every module. */
    static List<Path> sources() {
        try (Stream<Path> modules = Files.list(root())) {
            return modules.map(module -> module.resolve("src/main/java"))
                    .filter(Files::isDirectory)
                    .sorted()
                    .flatMap(House::javaFiles)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Path> javaFiles(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(f -> f.toString().endsWith(".java")).sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
