package koinon.cli.packages;

import java.util.List;
import java.util.stream.Stream;
import koinon.algorithms.Algorithm;
import koinon.algorithms.packages.PackageFile;
import koinon.cli.terminal.Terminal;

/** A package as the lines that a policy needs to pin it; the comments name what it brings. */
final class PinLines {
    private PinLines() {}

    static List<String> of(PackageFile file) {
        Stream<String> pin =
                Stream.of(
                        "packages:",
                        "  - file: " + file.file(),
                        "    sha256: " + file.digest(),
                        "    author: " + file.author());
        Stream<String> algorithms =
                file.algorithms().stream()
                        .map(Algorithm::specification)
                        .map(s -> "    # " + s.name() + ": " + Terminal.clean(s.leaves()));
        return Stream.concat(pin, algorithms).toList();
    }
}
