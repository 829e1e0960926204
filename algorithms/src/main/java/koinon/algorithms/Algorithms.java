package koinon.algorithms;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/** Algorithms by name. Those of this package are found by themselves: a new file is enough. */
public final class Algorithms {
    private static final Algorithms BUILT_IN = new Algorithms(scan());

    private final Map<String, Algorithm> byName = new TreeMap<>();

    private Algorithms(List<Algorithm> algorithms) {
        for (Algorithm algorithm : algorithms) {
            String name = algorithm.specification().name();
            if (byName.put(name, algorithm) != null) {
                throw new IllegalStateException("two algorithms are called " + name);
            }
        }
    }

    /** A set of one's own, for tests and tools. */
    public static Algorithms of(List<Algorithm> algorithms) {
        return new Algorithms(algorithms);
    }

    public static Algorithms builtIn() {
        return BUILT_IN;
    }

    public List<Algorithm> all() {
        return List.copyOf(byName.values());
    }

    public Optional<Algorithm> find(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    /** The algorithm of a name; UNKNOWN_ALGORITHM with the names there are. */
    public Algorithm require(String name) {
        return find(name)
                .orElseThrow(() ->
                        new KoinonException(
                                ErrorCode.UNKNOWN_ALGORITHM,
                                "no algorithm of that name; there are "
                                        + String.join(", ", byName.keySet())));
    }

    private static List<Algorithm> scan() {
        URL self = Objects.requireNonNull(Algorithms.class.getResource("Algorithms.class"));
        try {
            if (self.openConnection() instanceof JarURLConnection jar) {
                Path file = Path.of(jar.getJarFileURL().toURI());
                try (FileSystem inside = FileSystems.newFileSystem(file)) {
                    return instances(
                            Objects.requireNonNull(inside.getPath(jar.getEntryName()).getParent()));
                }
            }
            return instances(Objects.requireNonNull(Path.of(self.toURI()).getParent()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException e) {
            throw new IllegalStateException("unreadable code location", e);
        }
    }

    private static List<Algorithm> instances(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".class") && !name.contains("$"))
                    .map(name -> name.substring(0, name.length() - ".class".length()))
                    .sorted()
                    .flatMap(name -> instance(name).stream())
                    .toList();
        }
    }

    private static Optional<Algorithm> instance(String simpleName) {
        try {
            Class<?> type = Class.forName(Algorithms.class.getPackageName() + "." + simpleName);
            if (type.isInterface() || !Algorithm.class.isAssignableFrom(type)) {
                return Optional.empty();
            }
            return Optional.of((Algorithm) type.getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("algorithm " + simpleName + " cannot be made", e);
        }
    }
}
