package koinon.testbed.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import koinon.cli.home.ProcessRecord;

/**
 * Start and idle size of a federation of three small hospitals. Ready: connected and its datasets
 * announced, seen through the API; a worker's second start, its data known. Idle: resident size 10
 * seconds after the last was ready, nothing asked yet.
 */
final class StartBenchmark implements Benchmark {
    private static final int WORKERS = 3;
    private static final long IDLE_MILLIS = 10_000;

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String title() {
        return "Start and idle memory";
    }

    @Override
    public Findings run(Place place) {
        try (RunningDemo demo = RunningDemo.start(place, WORKERS, Optional.empty())) {
            Waiting.rest(IDLE_MILLIS);
            double master = demo.ofMaster("VmRSS");
            List<Double> workers = demo.ofWorkers("VmRSS");
            List<Double> times = new ArrayList<>();
            for (ProcessRecord worker : demo.processes().subList(1, WORKERS + 1)) {
                times.add(start(demo, worker));
            }
            Seconds seconds = new Seconds(times);
            return new Findings(
                    List.of(
                            new Findings.Table(
                                    List.of("", "smallest", "largest"),
                                    List.of(
                                            row(
                                                    "worker ready, s",
                                                    seconds.best(),
                                                    seconds.quantile(1)),
                                            row(
                                                    "idle worker, MB",
                                                    workers.getLast(),
                                                    workers.getFirst()),
                                            row("idle master, MB", master, master)))),
                    List.of(),
                    List.of(
                            Goal.atMost("worker ready", seconds.median(), 3, "s"),
                            Goal.atMost("idle worker", workers.getFirst(), 250, "MB"),
                            Goal.atMost("idle master", master, 350, "MB")));
        }
    }

    private static List<String> row(String what, double least, double most) {
        return List.of(what, Goal.number(least), Goal.number(most));
    }

    private static double start(RunningDemo demo, ProcessRecord worker) {
        List<Process> started = new ArrayList<>();
        try {
            long begin = System.nanoTime();
            Process process = demo.startAnew(worker);
            long[] from = {System.nanoTime()};
            started.add(process);
            Waiting.until("the worker is ready", () -> demo.connected(worker.name()));
            return (System.nanoTime() - Math.max(begin, from[0])) / 1e9;
        } finally {
            started.forEach(RunningDemo::end);
        }
    }
}
