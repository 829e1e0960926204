package koinon.testbed.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;
import koinon.algorithms.Algorithms;
import koinon.algorithms.packages.PackageFile;
import koinon.algorithms.packages.Packages;
import koinon.master.experiments.Experiment;
import koinon.master.experiments.Outcome;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.request.Filter;
import koinon.model.request.Request;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.spec.PackagePin;
import koinon.privacy.Policy;
import koinon.privacy.PolicyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An algorithm from outside: written from the template, signed, pinned, asked. */
class PackagesTest {
    private static final long PATIENCE_MILLIS = 120_000;

    @TempDir private Path folder;

    @Test
    void theTestsOfTheTemplatePass() throws IOException, ReflectiveOperationException {
        int run = 0;
        try (URLClassLoader loader = Template.withTests(folder)) {
            Class<?> type = loader.loadClass("example.CoefficientOfVariationTest");
            Constructor<?> constructor = type.getDeclaredConstructor();
            constructor.setAccessible(true);
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    method.setAccessible(true);
                    method.invoke(constructor.newInstance());
                    run++;
                }
            }
        }
        assertThat(run).isEqualTo(6);
    }

    @Test
    void aFederationAnswersWithThePackageThatItsPoliciesPin() throws IOException {
        PackageFile signed = signed("a", UnaryOperator.identity());
        Policy policy = policy(signed.pin());
        Ending end = ask(List.of(policy, policy, policy), signed);
        assertThat(end.experiment.failure()).isNull();
        double[] all =
                IntStream.range(0, 3)
                        .boxed()
                        .flatMapToDouble(site -> Arrays.stream(values(site)))
                        .toArray();
        double mean = Arrays.stream(all).average().orElseThrow();
        double squares = Arrays.stream(all).map(v -> (v - mean) * (v - mean)).sum();
        assertThat(end.cv()).isCloseTo(Math.sqrt(squares / (all.length - 1)) / mean, within(1e-12));
    }

    @Test
    void aSiteThatPinsNoPackageOrAnotherOneTakesNoPart() throws IOException {
        PackageFile signed = signed("a", UnaryOperator.identity());
        PackageFile other = signed("b", text -> text.replace("\"SD\"", "\"Deviation\""));
        Policy same = policy(signed.pin());
        List<Policy> policies = List.of(same, same, same, Policy.STRICT, policy(other.pin()));
        Ending end = ask(policies, signed);
        assertThat(end.experiment.failure()).isNull();
        assertThat(end.outcome.toString())
                .contains(
                        "this site has not admitted the package "
                                + signed.digest().substring(0, 12))
                .contains(
                        "the algorithm is "
                                + signed.digest().substring(0, 12)
                                + "… at the master, but "
                                + other.digest().substring(0, 12)
                                + "… at this site");
    }

    @Test
    void aChangedByteIsRefused() throws IOException {
        PackageFile signed = signed("a", UnaryOperator.identity());
        byte[] bytes = Files.readAllBytes(signed.file());
        int middle = bytes.length / 2;
        bytes[middle] = (byte) ~bytes[middle];
        Files.write(signed.file(), bytes);
        refused(() -> PackageFile.read(signed.file()), "is not what its author signed");
        refused(() -> worker(signed.pin()), "is not the package that was pinned", signed.digest());
    }

    @Test
    void aSignatureBySomebodyElseIsRefused() throws IOException {
        PackageFile signed = signed("a", UnaryOperator.identity());
        PackageFile again = PackageFile.sign(signed.file(), folder.resolve("thief.key"));
        assertThat(again.digest()).isEqualTo(signed.digest());
        refused(() -> worker(signed.pin()), "was signed by " + again.author());
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        PackageFile signed = signed("a", UnaryOperator.identity());
        Files.delete(signed.file().resolveSibling("template.jar.sig"));
        refused(() -> worker(signed.pin()), "template.jar.sig", "the signature is missing");
        Files.delete(signed.file());
        refused(() -> worker(signed.pin()), "template.jar", "the package is missing");
    }

    @Test
    void aNameThatIsTakenIsRefused() throws IOException {
        PackageFile signed = signed("a", UnaryOperator.identity());
        PackageFile twin = signed("b", UnaryOperator.identity());
        refused(
                () -> worker(signed.pin(), twin.pin()),
                "brings an algorithm coefficient_of_variation, but there is one already");
        PackageFile usurper =
                signed("c", text -> text.replace("coefficient_of_variation", "linear_regression"));
        refused(() -> worker(usurper.pin()), "linear_regression", "built in");
    }

    @Test
    void whatAnAlgorithmMayNotUseIsFoundBeforeItRuns() {
        refusedCode("java.nio.file.Files.exists(null)", "java.nio.file.Files");
        refusedCode("System.getenv(\"HOME\")", "java.lang.System.getenv");
        refusedCode("new java.util.Random()", "java.util.Random");
        refusedCode("variable.getClass().getClassLoader()", "java.lang.Class");
        refusedCode("Math.exp(1)", "java.lang.Math.exp");
        refusedCode("new Thread()", "java.lang.Thread");
        refusedCode(
                "java.lang.invoke.MethodHandles.lookup()", "java.lang.invoke.MethodHandles.lookup");
    }

    private void refusedCode(String expression, String named) {
        String line = "        Rows rows = ";
        refused(
                () ->
                        signed(
                                "x",
                                text ->
                                        text.replace(
                                                line,
                                                "        Object o = " + expression + ";\n" + line)),
                "uses what an algorithm may not use",
                named);
    }

    private PackageFile signed(String name, UnaryOperator<String> edit) throws IOException {
        Path place = Files.createDirectories(folder.resolve(name));
        return PackageFile.sign(Template.jar(place, edit), folder.resolve("author.key"));
    }

    private static Algorithms worker(PackagePin... pins) {
        return Packages.pinned(Algorithms.builtIn(), List.of(pins));
    }

    /** As a hospital writes it. */
    private Policy policy(PackagePin pin) throws IOException {
        Path file = folder.resolve("policy.yaml");
        Files.writeString(
                file,
                """
                name: ours
                packages:
                  - file: %s
                    sha256: %s
                    author: %s
                """
                        .formatted(
                                folder.relativize(Path.of(pin.file())),
                                pin.sha256(),
                                pin.author()));
        return PolicyFile.resolve(file.toString());
    }

    private interface Attempt {
        Object make() throws IOException;
    }

    private static void refused(Attempt attempt, String... fragments) {
        assertThatThrownBy(attempt::make)
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_CONFIGURATION))
                .hasMessageContainingAll(fragments);
    }

    private record Ending(Experiment experiment, Outcome outcome) {
        double cv() {
            Table table = outcome.result().presentation().tables().getFirst();
            return table.rows().getFirst().getLast() instanceof Table.Cell.Value(Statistic value)
                    ? value.orNaN()
                    : Double.NaN;
        }
    }

    private static double[] values(int site) {
        return IntStream.range(0, 40).mapToDouble(i -> 100 + (i * 7 + site * 13) % 31).toArray();
    }

    private static Ending ask(List<Policy> policies, PackageFile atMaster) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        Simulation simulation = new Simulation(random);
        Witness witness = new Witness();
        List<Site> sites = new ArrayList<>();
        for (int i = 0; i < policies.size(); i++) {
            TreeMap<String, double[]> data = new TreeMap<>();
            data.put("d" + i, values(i));
            sites.add(new Site("worker-" + i, "Hospital " + i, policies.get(i), data));
        }
        var parties = new SimulatedFederation.Parties(sites, List.of(atMaster));
        try (SimulatedFederation federation =
                new SimulatedFederation(simulation, parties, witness, witness)) {
            federation.start();
            simulation.runUntil(PATIENCE_MILLIS);
            Request request =
                    new Request(
                            "coefficient_of_variation",
                            MemoryHoldings.MODEL,
                            Schedule.datasets(sites),
                            List.of(MemoryHoldings.VARIABLE),
                            List.of(),
                            Filter.all(),
                            new TreeMap<>());
            String id = federation.submit("analyst", request).orElseThrow();
            simulation.runUntil(2 * PATIENCE_MILLIS, federation::allEnded);
            Experiment end = federation.record(id);
            assertThat(end.failure()).isNull();
            return new Ending(end, federation.outcome(end));
        }
    }
}
