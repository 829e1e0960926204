package koinon.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import koinon.cli.command.Command;
import koinon.cli.terminal.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

final class KoinonTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void listsEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(text(out)).contains("demo stop", "worker join", "data check", "example: ");
        assertThat(text(err)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("koinon.cli.Koinon#commands")
    void everyCommandHasAPageWithAnExample(Command command) {
        assertThat(run((command.name() + " --help").split(" ", -1))).isZero();
        assertThat(text(out)).contains("usage: koinon " + command.name(), "example: ", "--help");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
                    deom                              | did you mean 'demo'?
                    worker strat                      | did you mean 'worker start'?
                    worker                            | needs a second word: worker join
                    demo --wrokers 3                  | did you mean '--workers'?
                    demo --workers                    | --workers needs a value
                    demo --workers 0                  | whole number from 1 to 64
                    demo --workers 3 --workers 4      | stands 2 times
                    demo --data /nowhere/at/all       | there is no folder /nowhere/at/all
                    demo --policy lax                 | strict, validation or a file
                    demo --vaults 3                   | later version
                    demo today                        | 'today' is one word too many
                    run                               | name of an algorithm is missing
                    run mean --token t                | later version
                    run mean --master ftp://x         | must be a URL
                    invite                            | name of the hospital is missing
                    worker join                       | --home is missing
                    worker join koinon-invitation-1.x --home h | is a secret
                    worker start --home h --data /nowhere/at/all | there is no folder
                    data check /nowhere/at.csv        | there is no file
                    """)
    void misuseIsOneLineAndCodeTwo(String words, String message) {
        assertThat(run(words.strip().split(" ", -1))).isEqualTo(2);
        assertThat(text(err)).contains(message).hasLineCount(1).startsWith("koinon: ");
        assertThat(text(out)).isEmpty();
    }

    @Test
    void saysThatNothingRuns() {
        assertThat(run("status", "--home", "/nowhere/at/all")).isEqualTo(1);
        assertThat(text(err)).contains("nothing runs in /nowhere/at/all").hasLineCount(1);
    }

    @Test
    void saysThatNoMasterAnswers() {
        assertThat(run("status", "--master", "http://localhost:1")).isEqualTo(1);
        assertThat(text(err)).contains("no master answers at http://localhost:1").hasLineCount(1);
    }

    @Test
    void coloursOnlyATerminalThatWantsThem() {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        assertThat(new Terminal(stream, stream, "oe", false).bold("x")).isNotEqualTo("x");
        assertThat(new Terminal(stream, stream, "oe", true).bold("x")).isEqualTo("x");
        assertThat(new Terminal(stream, stream, "", false).bold("x")).isEqualTo("x");
    }

    private int run(String... words) {
        Terminal terminal =
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        "",
                        true);
        return new Koinon(terminal, Koinon.commands()).run(List.of(words));
    }

    private static String text(ByteArrayOutputStream stream) {
        return stream.toString(StandardCharsets.UTF_8);
    }
}
