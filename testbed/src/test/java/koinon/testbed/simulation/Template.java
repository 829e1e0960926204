package koinon.testbed.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The template of a package in {@code docs/algorithms/template}, built as an author would. */
final class Template {
    private static final Path SOURCES = root().resolve("docs/algorithms/template/src");
    private static final LocalDateTime BUILT = LocalDateTime.of(2026, 1, 1, 0, 0);

    private Template() {}

    private static Path root() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isRegularFile(at.resolve("koinon")) && Files.exists(at.resolve("testbed"))) {
                return at;
            }
        }
        throw new IllegalStateException("the tests do not run inside the project");
    }

    /**
     * Builds the jar in a folder.
     *
     * @param edit what the author wrote otherwise
     */
    static Path jar(Path folder, UnaryOperator<String> edit) throws IOException {
        Path classes = compile(folder, edit, SOURCES.resolve("main/java"));
        Path list = SOURCES.resolve("main/resources/META-INF/koinon-algorithms");
        Path jar = folder.resolve("template.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Path file : files(classes)) {
                add(out, classes.relativize(file).toString().replace('\\', '/'), file);
            }
            add(out, "META-INF/koinon-algorithms", list);
        }
        return jar;
    }

    private static void add(JarOutputStream out, String name, Path file) throws IOException {
        JarEntry entry = new JarEntry(name);
        entry.setTimeLocal(BUILT);
        out.putNextEntry(entry);
        Files.copy(file, out);
        out.closeEntry();
    }

    /** Its classes and those of its tests, for as long as the loader is open. */
    static URLClassLoader withTests(Path folder) throws IOException {
        Path classes =
                compile(
                        folder,
                        UnaryOperator.identity(),
                        SOURCES.resolve("main/java"),
                        SOURCES.resolve("test/java"));
        URL[] urls = {classes.toUri().toURL()};
        return new URLClassLoader(urls, Template.class.getClassLoader());
    }

    private static Path compile(Path folder, UnaryOperator<String> edit, Path... sources)
            throws IOException {
        Path edited = Files.createDirectories(folder.resolve("sources"));
        List<Path> files = new ArrayList<>();
        for (Path source : sources) {
            for (Path file : files(source)) {
                Path copy = edited.resolve(file.getFileName().toString());
                files.add(Files.writeString(copy, edit.apply(Files.readString(file))));
            }
        }
        Path classes = Files.createDirectories(folder.resolve("classes"));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        try (StandardJavaFileManager manager = compiler.getStandardFileManager(null, null, null)) {
            boolean done =
                    compiler.getTask(
                                    said,
                                    manager,
                                    null,
                                    List.of(
                                            "--release",
                                            "25",
                                            "-proc:none",
                                            "-cp",
                                            classPath(),
                                            "-d",
                                            classes.toString()),
                                    null,
                                    manager.getJavaFileObjectsFromPaths(files))
                            .call();
            assertThat(done).as(said.toString()).isTrue();
        }
        return classes;
    }

    private static String classPath() {
        String own = System.getProperty("java.class.path", "");
        return System.getProperty("surefire.test.class.path", own);
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
