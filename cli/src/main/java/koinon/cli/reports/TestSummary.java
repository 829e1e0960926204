package koinon.cli.reports;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Sums the reports of a test run (JUnit's XML, below {@code MODULE/target/surefire-reports}) and
 * prints a line per module, the failed tests, and as last line the totals. A part named as broken
 * (a build that stopped), a report that cannot be read, and a run without any test count as failed.
 * Started from its source by the launcher, hence free of other classes of ours.
 */
public final class TestSummary {
    private static final int LONGEST_MESSAGE = 500;

    private final List<String> failures = new ArrayList<>();
    private final List<String> modules = new ArrayList<>();
    private int tests;
    private int failed;
    private int skipped;

    private TestSummary() {}

    /** Arguments: the root of the project, then the parts that broke. */
    public static void main(String[] arguments) throws IOException {
        List<String> broken = List.of(arguments).subList(1, arguments.length);
        System.exit(run(Path.of(arguments[0]), broken, System.out));
    }

    /** Prints the summary and returns the exit code. */
    static int run(Path root, List<String> broken, PrintStream out) throws IOException {
        TestSummary summary = new TestSummary();
        try (Stream<Path> folders = Files.list(root)) {
            for (Path module : folders.sorted().toList()) {
                summary.module(module);
            }
        }
        broken.forEach(part -> summary.fail(part + ": did not run to its end, see its log above"));
        if (summary.tests == 0 && broken.isEmpty()) {
            summary.fail("no test ran at all");
        }
        summary.print(out);
        return summary.failed == 0 ? 0 : 1;
    }

    private void fail(String what) {
        tests++;
        failed++;
        failures.add(what);
    }

    private void module(Path module) throws IOException {
        Path reports = module.resolve("target/surefire-reports");
        if (!Files.isDirectory(reports)) {
            return;
        }
        int testsBefore = tests;
        int failedBefore = failed;
        double seconds = 0;
        try (Stream<Path> files = Files.list(reports)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith("TEST-") && name.endsWith(".xml")) {
                    seconds += report(file);
                }
            }
        }
        modules.add(
                String.format(
                        Locale.ROOT,
                        "%-12s %6d tests %5d failed %8.1f s",
                        module.getFileName(),
                        tests - testsBefore,
                        failed - failedBefore,
                        seconds));
    }

    /** Counts the cases of one file and returns their seconds. */
    private double report(Path file) throws IOException {
        XMLInputFactory factory = XMLInputFactory.newFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        double seconds = 0;
        try (InputStream in = Files.newInputStream(file)) {
            XMLStreamReader xml = factory.createXMLStreamReader(in);
            String test = "";
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamConstants.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "testcase" -> {
                            tests++;
                            test = attribute(xml, "classname") + " " + attribute(xml, "name");
                            seconds += number(attribute(xml, "time"));
                        }
                        case "failure", "error" -> failed(test, attribute(xml, "message"));
                        case "skipped" -> skipped++;
                        default -> {}
                    }
                }
            }
        } catch (XMLStreamException e) {
            fail(file + ": the report cannot be read");
        }
        return seconds;
    }

    private void failed(String test, String message) {
        failed++;
        String text = message.strip().replaceAll("\\s+", " ");
        failures.add(
                test
                        + ": "
                        + (text.length() > LONGEST_MESSAGE
                                ? text.substring(0, LONGEST_MESSAGE) + "…"
                                : text));
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    private static double number(String text) {
        return text.matches("[0-9.]+") ? Double.parseDouble(text) : 0;
    }

    private void print(PrintStream out) {
        modules.forEach(out::println);
        failures.forEach(failure -> out.println("FAILED " + failure));
        out.printf(
                Locale.ROOT,
                "%d passed, %d failed, %d skipped%n",
                tests - failed - skipped,
                failed,
                skipped);
    }
}
