package koinon.testbed.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Linear and logistic regression on ten covariates over five workers with TLS and masks, their
 * columns cached (the first run is not counted), against the fits of R and scikit-learn on the
 * pooled rows in memory. Ours is the time from the request to the final event at a client; theirs
 * is the fit alone, reading not counted.
 */
final class RegressionBenchmark implements Benchmark {
    private static final int WORKERS = 5;
    private static final long SMALL = 437_600;
    private static final long LARGE = 5_000_000;
    private static final int RUNS = 7;

    /** Ours, and theirs by the word that each prints before its times. */
    private record Times(Seconds koinon, Map<String, Seconds> peers) {
        double ratio(String peer) {
            Seconds theirs = peers.get(peer);
            return theirs == null ? Double.NaN : koinon.median() / theirs.median();
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
                                        "Koinon, s (best)",
                                        "R, s",
                                        "scikit-learn, s",
                                        "its lbfgs, s",
                                        "peak worker, MB",
                                        "peak master, MB"),
                                rows)),
                List.of(
                        "Medians: "
                                + RUNS
                                + " runs of Koinon after one to warm up, 3 of the others. "
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
                Goal.number(times.koinon().median())
                        + " ("
                        + Goal.number(times.koinon().best())
                        + ")",
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
        Seconds linear;
        Seconds logistic;
        double workerPeak;
        double masterPeak;
        try (RunningDemo demo = RunningDemo.start(place, WORKERS, Optional.of(cohort.data()))) {
            linear = koinon(demo, cohort, "linear_regression", "y");
            logistic = koinon(demo, cohort, "logistic_regression", "event");
            workerPeak = demo.ofWorkers("VmHWM").getFirst();
            masterPeak = demo.ofMaster("VmHWM");
        }
        Map<String, Seconds> linearPeers = new java.util.TreeMap<>();
        Map<String, Seconds> logisticPeers = new java.util.TreeMap<>();
        new Peers(place, cohort)
                .run()
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

    private static Seconds koinon(RunningDemo demo, Cohort cohort, String algorithm, String y) {
        ObjectNode request = JsonNodeFactory.instance.objectNode();
        request.put("algorithm", algorithm).put("dataModel", Cohort.MODEL);
        cohort.datasets().forEach(request.putArray("datasets")::add);
        request.putArray("y").add(y);
        Cohort.covariates().forEach(request.putArray("x")::add);
        request.putNull("filter");
        ObjectNode parameters = request.putObject("parameters");
        if (y.equals("event")) {
            parameters.put("positive_class", "1");
        }
        requireMasked(demo.run(request));
        return Seconds.of(RUNS, () -> demo.run(request));
    }

    private static void requireMasked(JsonNode experiment) {
        String mode = experiment.path("result").path("privacy").path("mode").asText();
        if (!mode.equals("masked")) {
            throw new IllegalStateException("the sums were not masked: " + mode);
        }
    }
}
