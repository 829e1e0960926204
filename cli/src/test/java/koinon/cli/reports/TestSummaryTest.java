package koinon.cli.reports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TestSummaryTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @TempDir private Path root;

    @Test
    void sumsAllReportsAndNamesTheFailures() throws IOException {
        report(
                "model",
                """
                <testsuite tests="3"><testcase classname="ATest" name="works" time="0.5"/>
                <testcase classname="ATest" name="fails" time="0.1">
                  <failure message="expected 1&#10;but was 2" type="X">trace</failure></testcase>
                <testcase classname="ATest" name="waits"><skipped/></testcase></testsuite>
                """);
        report("portal", "<testsuites><testsuite><testcase name=\"t\"/></testsuite></testsuites>");
        assertThat(run()).isEqualTo(1);
        assertThat(text().lines())
                .contains("FAILED ATest fails: expected 1 but was 2")
                .last()
                .isEqualTo("2 passed, 1 failed, 1 skipped");
    }

    @Test
    void isGreenOnlyWhenSomethingRanAndAllPassed() throws IOException {
        assertThat(run()).isEqualTo(1);
        report("model", "<testsuite><testcase name=\"t\"/></testsuite>");
        assertThat(run()).isZero();
        assertThat(run("build")).isEqualTo(1);
        assertThat(text()).endsWith("1 passed, 1 failed, 0 skipped\n");
    }

    @Test
    void countsAReportThatCannotBeReadAsFailed() throws IOException {
        report("model", "<testsuite><testcase");
        assertThat(run()).isEqualTo(1);
        assertThat(text()).contains("cannot be read");
    }

    private int run(String... broken) throws IOException {
        return TestSummary.run(
                root, List.of(broken), new PrintStream(out, true, StandardCharsets.UTF_8));
    }

    private String text() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private void report(String module, String xml) throws IOException {
        Path folder = Files.createDirectories(root.resolve(module + "/target/surefire-reports"));
        Files.writeString(folder.resolve("TEST-x.xml"), xml);
    }
}
