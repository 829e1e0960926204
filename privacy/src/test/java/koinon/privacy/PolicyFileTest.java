package koinon.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.random.RandomGenerator;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Support;
import koinon.model.spec.PackagePin;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PolicyFileTest {
    @TempDir Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"strict", "validation"})
    void theShippedExamplesAreThePresets(String name) throws IOException {
        Policy preset = PolicyFile.resolve(name);
        assertThat(PolicyFile.parse(name + ".yaml", shipped(name))).isEqualTo(preset);
        assertThat(preset).isSameAs(name.equals("strict") ? Policy.STRICT : Policy.VALIDATION);
    }

    @Test
    void readsEveryKeyFromAFile() throws IOException {
        Path file =
                Files.writeString(
                        folder.resolve("policy.yaml"),
                        """
                        # our hospital
                        name: university-hospital
                        minimum-patients: 20
                        minimum-cell: 5   # agreed on 3 May
                        site-level:
                          - counts
                          - moments
                        sums-alone: true
                        accept-foreign-parameters: true
                        algorithms: [linear_regression, pearson_correlation]
                        """);
        assertThat(PolicyFile.resolve(file.toString()))
                .isEqualTo(
                        new Policy(
                                "university-hospital",
                                20,
                                5,
                                Set.of(Support.Kind.COUNT, Support.Kind.MOMENT),
                                true,
                                true,
                                Set.of("linear_regression", "pearson_correlation")));
    }

    @Test
    void whatIsLeftOutIsStrict() {
        Policy policy = PolicyFile.parse("p", "name: ours\nsite-level: []\n");
        assertThat(policy).isEqualTo(new Policy("ours", 10, 10, Set.of(), false, false, Set.of()));
    }

    @Test
    void pinsPackagesSeenFromItsFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("policy.yaml");
        Files.writeString(
                file,
                """
                name: ours
                packages:
                  - file: packages/a.jar
                    sha256: %s
                    author: %s
                """
                        .formatted("0a".repeat(32), "A".repeat(60)));
        assertThat(PolicyFile.resolve(file.toString()).packages())
                .containsExactly(
                        new PackagePin(
                                folder.toAbsolutePath().resolve("packages/a.jar").toString(),
                                "0a".repeat(32),
                                "A".repeat(60)));
    }

    @Test
    void refusesPinsThatPinNothing() {
        assertThatThrownBy(() ->
                        PolicyFile.parse(
                                "policy.yaml",
                                """
                                name: ours
                                packages:
                                  - a.jar
                                  - {file: a.jar, sha256: abc, author: me}
                                  - {file: a.jar, sha256: abc}
                                """))
                .hasMessageContaining(
                        "line 3: 'packages' is a list, each with file, sha256, author")
                .hasMessageContaining("line 4: 'sha256' has 64 digits")
                .hasMessageContaining("line 5: 'packages' is a list");
    }

    @Test
    void namesAllProblemsWithTheirLines() {
        assertThatThrownBy(() ->
                        PolicyFile.parse(
                                "policy.yaml",
                                """
                                name: our hospital
                                minimum-patient: 20
                                minimum-cell: 0

                                site-level: [counts, means]
                                sums-alone: perhaps
                                sums-alone: true
                                algorithms: []
                                """))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessageStartingWith("the policy policy.yaml: ")
                .hasMessageContaining("line 1: a name has")
                .hasMessageContaining(
                        "line 2: unknown key 'minimum-patient'; did you mean 'minimum-patients'?")
                .hasMessageContaining("line 3: 'minimum-cell' is a whole number from 1")
                .hasMessageContaining("line 5: 'site-level' takes only")
                .hasMessageContaining("line 6: 'sums-alone' is true or false")
                .hasMessageContaining("line 7: 'sums-alone' stands twice")
                .hasMessageContaining("line 8: 'algorithms' is 'all' or a list");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "\"\"                            | line 1: the file is empty",
                "# nothing                       | line 1: the file is empty",
                "strict                          | line 1: expected lines of 'key: value'",
                "[a, b]                          | line 1: expected lines of 'key: value'",
                "minimum-cell: 3                 | line 1: 'name' is missing",
                "name: [x]                       | line 1: a name has",
                "name: x\\nminimum-cell: 1e3     | line 2: 'minimum-cell' is a whole number",
                "name: x\\nminimum-cell: -1      | line 2: 'minimum-cell' is a whole number",
                "name: x\\nminimum-cell: 99999999999 | line 2: 'minimum-cell' is a whole number",
                "name: x\\nminimum-cell: {a: b}  | line 2: 'minimum-cell' is a whole number",
                "name: x\\nsums-alone: yes       | line 2: 'sums-alone' is true or false",
                "name: x\\nsite-level: counts    | line 2: 'site-level' is a list of",
                "name: x\\nsite-level: [count]   | did you mean 'counts'?",
                "name: x\\nalgorithms: most      | line 2: 'algorithms' is 'all' or a list",
                "name: x\\nalgorithms: [[a]]     | line 2: 'algorithms' takes names",
                "name: x\\n? [a] : b             | not YAML",
                "name: strict\\nminimum-cell: 3  | line 1: the name 'strict' belongs to a preset",
                "name: validation                | line 1: the name 'validation' belongs",
                "name: x\\n\\tminimum-cell: 3    | not YAML",
                "name: x: y                      | not YAML",
                "name: *nowhere                  | not YAML",
                "name: x\\n---\\nname: y         | not YAML"
            })
    void saysWhatIsWrong(String text, String message) {
        String yaml = text.replace("\\n", "\n").replace("\\t", "\t");
        assertThatThrownBy(() -> PolicyFile.parse("p", yaml))
                .isInstanceOf(KoinonException.class)
                .hasMessageContaining(message);
    }

    @Test
    void hostileFilesEndInAMessage() {
        assertInvalid("[".repeat(60_000));
        assertInvalid("a: ".repeat(20_000));
        assertInvalid("{a: ".repeat(15_000));
        assertInvalid("- ".repeat(30_000));
        assertInvalid("x".repeat(60_000) + ": 1");
        assertInvalid("name: x\nalgorithms: [" + "a, ".repeat(2) + "]]");
        assertInvalid("name: !!javax.script.ScriptEngineManager []");
        assertInvalid("name: &a [*a, *a]");
        assertInvalid("? &a [*a]\n: 1");
        assertInvalid("x".repeat(70_000));
    }

    @Trials
    void changedExamplesAreReadOrRefused(RandomGenerator random) throws IOException {
        byte[] text = shipped("strict").getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 3; i++) {
            text[random.nextInt(text.length)] = (byte) random.nextInt(128);
        }
        int length = random.nextInt(text.length + 1);
        String changed = new String(Arrays.copyOf(text, length), StandardCharsets.US_ASCII);
        try {
            assertThat(PolicyFile.parse("p", changed).minimumCell()).isPositive();
        } catch (KoinonException e) {
            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
        }
    }

    @Test
    void suggestsAPreset() {
        assertThatThrownBy(() -> PolicyFile.resolve("strct"))
                .isInstanceOf(KoinonException.class)
                .hasMessageContaining("did you mean 'strict'?");
    }

    @Test
    void refusesFilesThatAreNoText() throws IOException {
        Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xff, 0, 1});
        Path huge = Files.write(folder.resolve("huge"), new byte[70_000]);
        for (String path :
                new String[] {
                    binary.toString(), huge.toString(), folder.toString(), "", "a\0b", "/dev/zero"
                }) {
            assertThatThrownBy(() -> PolicyFile.resolve(path))
                    .isInstanceOfSatisfying(
                            KoinonException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION));
        }
    }

    private static void assertInvalid(String text) {
        assertThatThrownBy(() -> PolicyFile.parse("p", text))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION);
                            assertThat(e.text()).hasSizeLessThan(2000);
                        });
    }

    private static String shipped(String name) throws IOException {
        try (InputStream in =
                PolicyFile.class.getResourceAsStream("/koinon/policy/" + name + ".yaml")) {
            assertThat(in).isNotNull();
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
