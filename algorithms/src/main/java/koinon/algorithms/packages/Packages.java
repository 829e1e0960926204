package koinon.algorithms.packages;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Algorithms;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.spec.PackagePin;

/** The algorithms a process knows: those built in, and those of the packages it was given. */
public final class Packages {
    private Packages() {}

    /**
     * With the packages that the owner of the data has pinned.
     *
     * @throws KoinonException INVALID_CONFIGURATION when one of them is not what was pinned
     */
    public static Algorithms pinned(Algorithms builtIn, List<PackagePin> pins) {
        return with(builtIn, pins.stream().map(PackageFile::read).toList());
    }

    /**
     * With these packages.
     *
     * @throws KoinonException INVALID_CONFIGURATION when two algorithms have one name
     */
    public static Algorithms with(Algorithms builtIn, List<PackageFile> packages) {
        Map<String, String> owners = new TreeMap<>();
        builtIn.all().forEach(a -> owners.put(a.specification().name(), "built in"));
        Stream.Builder<Algorithm> added = Stream.builder();
        for (PackageFile file : packages) {
            for (Algorithm algorithm : file.algorithms()) {
                String name = algorithm.specification().name();
                String before = owners.put(name, "of " + file.file());
                if (before != null) {
                    throw new KoinonException(
                            ErrorCode.INVALID_CONFIGURATION,
                            file.file()
                                    + " brings an algorithm "
                                    + name
                                    + ", but there is one already, "
                                    + before);
                }
                added.add(algorithm);
            }
        }
        return Algorithms.of(Stream.concat(builtIn.all().stream(), added.build()).toList());
    }
}
