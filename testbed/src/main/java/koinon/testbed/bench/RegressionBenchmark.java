package koinon.testbed.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import koinon.testbed.bench.Questions.Question;

/**
 * Linear and logistic regression on ten covariates over five workers with TLS and masks, their
 * columns cached, against the fits of R and scikit-learn on the pooled rows in memory. Ours is the
 * time from the request to the final event at a client; theirs is the fit alone, reading not
 * counted.
 */
final class RegressionBenchmark implements Benchmark {
    private static final int WORKERS = 5;
    private static final long SMALL = 437_600;
    private static final long LARGE = 5_000_000;

    /** Ours, and theirs by the word that each prints before its times. */
    private record Times(Warmed koinon, Map<String, Seconds> peers) {
        double ratio(String peer) {
            Seconds theirs = peers.get(peer);
            return theirs == null ? Double.NaN : koinon.steady().median() / theirs.median();
        }
    }

    private record Models(Times linear, Times logistic, double workerPeak, double masterPeak) {}

    @Override
    public String name() {
        return "regression";
    }

    @Override
    public String title() {
        return "Linear and logistic regression, 10 covariates, 5 workers";
    }

    @Override
    public Findings run(Place place) {
        List<List<String>> rows = new ArrayList<>();
        List<Goal> goals = new ArrayList<>();
        for (long n : place.quick() ? List.of(SMALL) : List.of(SMALL, LARGE)) {
            Models models = measure(place, n);
            String size = String.format(java.util.Locale.ROOT, "%,d rows", n);
            rows.add(row("linear, " + size, models.linear(), models));
            rows.add(row("logistic, " + size, models.logistic(), models));
            goals.addAll(goals(size, models));
        }
        return new Findings(
                List.of(
                        new Findings.Table(
                                List.of(
                                        "model",
                                        "Koinon first, s",
                                        "steady, s (best)",
                                        "R, s",
                                        "scikit-learn, s",
                                        "its lbfgs, s",
                                        "peak worker, MB",
                                        "peak master, MB"),
                                rows)),
                List.of(
                        Warmed.REMARK
                                + " Of the others: median of 3 fits in memory. "
                                + "scikit-learn's logistic fit is Newton's (to the maximum, as ours"
                                + " and R's); its default, lbfgs, stops earlier and stands beside."),
                goals);
    }

    private static List<Goal> goals(String size, Models models) {
        Times linear = models.linear();
        Times logistic = models.logistic();
        return List.of(
                Goal.atMost("linear, " + size, linear.ratio("lm"), 0.15, "× R lm"),
                Goal.atMost("linear, " + size, linear.ratio("linear"), 0.4, "× scikit-learn"),
                Goal.atMost("logistic, " + size, logistic.ratio("glm"), 0.1, "× R glm"),
                Goal.atMost("logistic, " + size, logistic.ratio("newton"), 0.4, "× scikit-learn"),
                Goal.atMost(
                        "logistic, " + size, logistic.ratio("lbfgs"), 0.4, "× scikit-learn lbfgs"));
    }

    private static List<String> row(String name, Times times, Models models) {
        return List.of(
                name,
                Goal.number(times.koinon().first()),
                times.koinon().shown(),
                shown(times, "lm", "glm"),
                shown(times, "linear", "newton"),
                shown(times, "lbfgs"),
                Goal.number(models.workerPeak()),
                Goal.number(models.masterPeak()));
    }

    private static String shown(Times times, String... names) {
        for (String name : names) {
            Seconds seconds = times.peers().get(name);
            if (seconds != null) {
                return Goal.number(seconds.median());
            }
        }
        return "–";
    }

    private static Models measure(Place place, long n) {
        place.say().accept("writing " + n + " rows, unless they are there");
        Cohort cohort = new Cohort(place.home().resolve("cohort-" + n), n, WORKERS).write();
        List<String> all = new ArrayList<>(Cohort.covariates());
        all.addAll(List.of("y", "event"));
        Warmed linear;
        Warmed logistic;
        double workerPeak;
        double masterPeak;
        try (RunningDemo demo = RunningDemo.start(place, WORKERS, Optional.of(cohort.data()))) {
            new Questions(demo, cohort).cache(all);
            linear = koinon(demo, cohort, "linear_regression", "y");
            logistic = koinon(demo, cohort, "logistic_regression", "event");
            workerPeak = demo.ofWorkers("VmHWM").getFirst();
            masterPeak = demo.ofMaster("VmHWM");
        }
        Map<String, Seconds> linearPeers = new java.util.TreeMap<>();
        Map<String, Seconds> logisticPeers = new java.util.TreeMap<>();
        new Peers(place, cohort, "regression")
                .byName()
                .forEach((name, seconds) -> {
                    boolean isLinear = name.equals("lm") || name.equals("linear");
                    (isLinear ? linearPeers : logisticPeers).put(name, seconds);
                });
        return new Models(
                new Times(linear, linearPeers),
                new Times(logistic, logisticPeers),
                workerPeak,
                masterPeak);
    }

    private static Warmed koinon(RunningDemo demo, Cohort cohort, String algorithm, String y) {
        Map<String, Object> parameters =
                y.equals("event") ? Map.of("positive_class", "1") : Map.of();
        return new Questions(demo, cohort)
                .time(new Question(algorithm, List.of(y), Cohort.covariates(), parameters));
    }
}
