package koinon.testbed.bench;

import java.io.PrintStream;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The benchmarks, side by side in one run: {@code bench [--quick] [--home DIR] [NAME..]}. Prints
 * each section and writes it to {@code BENCHMARKS.md}; sections not run stay. Exit code 1 only when
 * a benchmark could not be run: a goal that is missed is said, not punished.
 */
public final class Bench {
    private static final List<Benchmark> ALL =
            List.of(
                    new RegressionBenchmark(),
                    new AlgorithmsBenchmark(),
                    new LoadBenchmark(),
                    new SmallBenchmark(),
                    new StartBenchmark(),
                    new KernelBenchmark());

    private final PrintStream out;

    private Bench(PrintStream out) {
        this.out = out;
    }

    public static void main(String[] arguments) {
        System.exit(new Bench(System.out).run(List.of(arguments)));
    }

    private int run(List<String> arguments) {
        List<String> names = new ArrayList<>(arguments);
        boolean quick = names.remove("--quick");
        Path root = Path.of(Optional.ofNullable(System.getenv("KOINON_ROOT")).orElse("."));
        Path home = root.resolve("target").resolve("bench");
        int flag = names.indexOf("--home");
        if (flag >= 0 && flag + 1 < names.size()) {
            home = Path.of(names.get(flag + 1));
            names.subList(flag, flag + 2).clear();
        }
        List<String> known = ALL.stream().map(Benchmark::name).toList();
        if (!known.containsAll(names)) {
            out.println("bench: the names are " + String.join(", ", known));
            return 2;
        }
        Place place =
                new Place(
                        root.toAbsolutePath().normalize(),
                        home.toAbsolutePath().normalize(),
                        quick,
                        line -> out.println("  " + line));
        boolean failed = false;
        for (Benchmark benchmark : ALL) {
            if (names.isEmpty() || names.contains(benchmark.name())) {
                failed |= !run(benchmark, place);
            }
        }
        return failed ? 1 : 0;
    }

    private boolean run(Benchmark benchmark, Place place) {
        out.println(benchmark.name() + ": " + benchmark.title());
        List<String> section = new ArrayList<>();
        section.add("## " + benchmark.title());
        section.add("");
        section.add(
                "`./koinon bench "
                        + (place.quick() ? "--quick " : "")
                        + benchmark.name()
                        + "`, "
                        + LocalDate.now(ZoneOffset.UTC)
                        + (place.quick() ? ", small sizes: not a judgement of the goals" : ""));
        section.add("");
        section.addAll(Machine.describe());
        section.add("");
        try {
            section.addAll(benchmark.run(place).markdown());
        } catch (RuntimeException e) {
            out.println("bench: " + benchmark.name() + " failed: " + e);
            return false;
        }
        section.forEach(out::println);
        out.println();
        new Page(place.root().resolve("BENCHMARKS.md")).put(benchmark.name(), section);
        return true;
    }
}
