package koinon.testbed.documents;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The blocks of shell commands in the project's documents. */
final class CommandBlocks {
    private static final Pattern BLOCK =
            Pattern.compile("^```sh\\R(.*?)^```", Pattern.MULTILINE | Pattern.DOTALL);

    private CommandBlocks() {}

    /** One block and where it stands. */
    record Block(Path document, String commands) {
        @Override
        public String toString() {
            return document + ": " + commands.lines().findFirst().orElse("");
        }
    }

    /** All blocks of README.md and docs, in the order of their files. */
    static List<Block> all(Path root) {
        try (Stream<Path> docs = Files.walk(root.resolve("docs"))) {
            return Stream.concat(Stream.of(root.resolve("README.md")), docs.sorted())
                    .filter(file -> file.toString().endsWith(".md"))
                    .flatMap(file -> blocks(root, file))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<Block> blocks(Path root, Path file) {
        try {
            return BLOCK
                    .matcher(Files.readString(file))
                    .results()
                    .map((MatchResult m) -> new Block(root.relativize(file), m.group(1)))
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
