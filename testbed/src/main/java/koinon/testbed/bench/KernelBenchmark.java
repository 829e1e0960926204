package koinon.testbed.bench;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * The exact sums against plain tiled double loops, one thread, by JMH in a process of its own. Best
 * times of about a millisecond, so that what else runs on the machine disturbs little.
 */
final class KernelBenchmark implements Benchmark {
    @Override
    public String name() {
        return "kernel";
    }

    @Override
    public String title() {
        return "The kernel of exact sums";
    }

    @Override
    public Findings run(Place place) {
        OptionsBuilder options = new OptionsBuilder();
        options.include(GramKernels.class.getName() + "\\.");
        if (place.quick()) {
            options.warmupTime(TimeValue.milliseconds(300))
                    .measurementTime(TimeValue.milliseconds(300));
        }
        Collection<RunResult> results;
        try {
            results = new Runner(options.build()).run();
        } catch (RunnerException e) {
            throw new IllegalStateException("JMH failed", e);
        }
        return new Findings(
                List.of(table(results)),
                List.of(
                        "Times for 5 million rows of p full 44-bit columns. `memory` adds up all"
                                + " values, nothing else; `exactFromRaw` first puts raw values on"
                                + " their grid."),
                goals(results));
    }

    private static Findings.Table table(Collection<RunResult> results) {
        List<List<String>> rows = new ArrayList<>();
        for (RunResult result : results) {
            double plain = millis(like(results, "plain", result));
            rows.add(
                    List.of(
                            result.getParams().getParam("p"),
                            inMemory(result) ? "memory" : "cache",
                            result.getPrimaryResult().getLabel(),
                            Goal.number(millis(result)),
                            Goal.number(millis(result) / plain)));
        }
        return new Findings.Table(List.of("p", "rows in", "kernel", "ms", "× plain"), rows);
    }

    private static List<Goal> goals(Collection<RunResult> results) {
        List<Goal> goals = new ArrayList<>();
        for (RunResult result : results) {
            if (inMemory(result) && result.getPrimaryResult().getLabel().equals("plain")) {
                String p = ", p = " + result.getParams().getParam("p");
                double plain = millis(result);
                double exact = millis(like(results, "exact", result)) / plain;
                double memory = millis(like(results, "memory", result)) / plain;
                goals.add(Goal.atMost("exact sums" + p, exact, 3, "× plain"));
                goals.add(Goal.atMost("exact sums, the mark" + p, exact, 2, "× plain"));
                goals.add(Goal.atLeast("plain loop" + p, memory, 0.5, "× memory bandwidth"));
            }
        }
        return goals;
    }

    private static boolean inMemory(RunResult result) {
        return result.getParams().getParam("held").equals(GramKernels.IN_MEMORY);
    }

    private static double millis(RunResult result) {
        double timing = result.getPrimaryResult().getStatistics().getMin();
        return timing * GramKernels.TIMINGS_PER_5_MILLION_ROWS;
    }

    private static RunResult like(Collection<RunResult> all, String label, RunResult like) {
        return all.stream()
                .filter(r -> r.getPrimaryResult().getLabel().equals(label))
                .filter(r -> same(r, like, "p") && same(r, like, "held"))
                .findFirst()
                .orElseThrow();
    }

    private static boolean same(RunResult a, RunResult b, String param) {
        return a.getParams().getParam(param).equals(b.getParams().getParam(param));
    }
}
