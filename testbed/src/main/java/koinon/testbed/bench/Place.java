package koinon.testbed.bench;

import java.nio.file.Path;
import java.util.function.Consumer;

/**
 * Where and how large.
 *
 * @param root of the repository
 * @param home folder of everything that benchmarks write
 * @param quick whether small sizes do: to try the tool, not to judge the goals
 * @param say tells a person what goes on
 */
record Place(Path root, Path home, boolean quick, Consumer<String> say) {
    /** Free for benchmarks; neither a demo's nor a test's. */
    static final int PORT = 19_490;

    Path script(String name) {
        return root.resolve("bench").resolve(name);
    }
}
