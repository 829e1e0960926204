package koinon.algorithms.packages;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import koinon.algorithms.Algorithm;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.spec.Specification;
import org.jspecify.annotations.Nullable;

/**
 * Classes of one package, apart from all others: they see each other, what algorithms are made of,
 * and the {@link Permitted} part of the platform. A name outside cannot be replaced.
 */
final class PackageLoader extends ClassLoader {
    private static final String CLASS = ".class";

    private final String source;
    private final Map<String, byte[]> contents;

    PackageLoader(String source, Map<String, byte[]> contents) {
        super("package " + source, null);
        this.source = source;
        this.contents = contents;
    }

    /** One of each algorithm that the package lists, checked as far as can be without data. */
    List<Algorithm> algorithms() {
        contents.forEach((name, content) -> {
            if (name.endsWith(CLASS)) {
                check(name, content);
            }
        });
        byte[] list = contents.get(PackageFile.LIST);
        List<String> names =
                list == null
                        ? List.of()
                        : new String(list, StandardCharsets.UTF_8)
                                .lines()
                                .map(String::strip)
                                .filter(line -> !line.isEmpty())
                                .toList();
        if (names.isEmpty()) {
            throw invalid("lists no algorithm in " + PackageFile.LIST, null);
        }
        List<Algorithm> algorithms = new ArrayList<>();
        names.forEach(name -> algorithms.add(instance(name)));
        return algorithms;
    }

    private void check(String name, byte[] content) {
        if (name.startsWith("koinon/")) {
            throw invalid("holds " + name + "; the packages koinon… are not for others", null);
        }
        List<String> faults;
        try {
            faults = Permitted.faults(content, contents.keySet());
        } catch (RuntimeException e) {
            throw invalid("holds " + name + ", which is no class", e);
        }
        if (!faults.isEmpty()) {
            throw invalid(
                    "holds "
                            + name
                            + ", which uses what an algorithm may not use: "
                            + String.join(", ", faults),
                    null);
        }
    }

    private Algorithm instance(String name) {
        try {
            Class<?> type = loadClass(name);
            if (!Algorithm.class.isAssignableFrom(type)) {
                throw invalid("lists " + name + ", which is no Algorithm", null);
            }
            Algorithm algorithm = (Algorithm) type.getConstructor().newInstance();
            Specification specification = algorithm.specification();
            if (!specification.name().matches("[a-z][a-z0-9_]{0,79}")) {
                throw invalid("has an algorithm whose name is no word like 'my_test'", null);
            }
            return algorithm;
        } catch (ReflectiveOperationException | LinkageError e) {
            throw invalid(
                    "lists "
                            + name
                            + ", which cannot be made: it must be a public class with a public"
                            + " constructor without parameters, of this version",
                    e);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (name.startsWith("koinon.")) {
            if (!Permitted.ours(name)) {
                throw new ClassNotFoundException(name);
            }
            return Algorithm.class.getClassLoader().loadClass(name);
        }
        if (contents.containsKey(entry(name))) {
            synchronized (getClassLoadingLock(name)) {
                Class<?> loaded = findLoadedClass(name);
                return loaded == null ? findClass(name) : loaded;
            }
        }
        if (!Permitted.platform(name)) {
            throw new ClassNotFoundException(name);
        }
        return super.loadClass(name, resolve);
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        byte[] content = contents.get(entry(name));
        if (content == null) {
            throw new ClassNotFoundException(name);
        }
        return defineClass(name, content, 0, content.length);
    }

    private static String entry(String name) {
        return name.replace('.', '/') + CLASS;
    }

    private KoinonException invalid(String message, @Nullable Throwable e) {
        String text = "the package " + source + " " + message;
        return e == null
                ? new KoinonException(ErrorCode.INVALID_CONFIGURATION, text)
                : new KoinonException(ErrorCode.INVALID_CONFIGURATION, text, e);
    }
}
