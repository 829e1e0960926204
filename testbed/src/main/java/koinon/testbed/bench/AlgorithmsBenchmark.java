package koinon.testbed.bench;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import koinon.testbed.bench.Questions.Question;

/**
 * The other algorithms on ten covariates over five workers with TLS and masks, their columns
 * cached, against R's own functions, scikit-learn, SciPy and statsmodels on the pooled rows in
 * memory. Ours is the time from the request to the final event at a client; theirs is the call
 * alone, reading not counted. Each algorithm has workers of its own, so that sizes are its own.
 */
final class AlgorithmsBenchmark implements Benchmark {
    private static final int WORKERS = 5;
    private static final long SMALL = 437_600;
    private static final long LARGE = 5_000_000;
    private static final long REST_MILLIS = 3_000;

    /**
     * A question, its peers' name for it, and its goal.
     *
     * @param bound × R
     */
    private record Method(String title, String name, Question question, double bound) {
        /** Bytes that a row's values take in a worker: 8 a number, 1 a level. */
        int bytes() {
            return Stream.concat(question.y().stream(), question.x().stream())
                    .mapToInt(column -> Cohort.LEVELS.containsKey(column) ? 1 : Double.BYTES)
                    .sum();
        }
    }

    /**
     * What was measured of ours.
     *
     * @param idle MB of the largest worker before the first question
     * @param over MB that its peak lay above that
     */
    private record Ours(Warmed times, double idle, double over) {}

    private static List<Method> methods() {
        List<String> x = Cohort.covariates();
        List<String> none = List.of();
        return List.of(
                new Method(
                        "descriptive statistics",
                        "descriptive",
                        new Question("descriptive_stats", x, none, Map.of()),
                        0.1),
                new Method(
                        "t-tests, 10 outcomes",
                        "ttest",
                        new Question(
                                "ttest_independent",
                                x,
                                List.of("sex"),
                                Map.of("groupA", "F", "groupB", "M")),
                        0.1),
                new Method(
                        "two-way ANOVA",
                        "anova",
                        new Question("anova", List.of("y"), List.of("sex", "stage"), Map.of()),
                        0.1),
                new Method("PCA", "pca", new Question("pca", x, none, Map.of()), 0.1),
                new Method(
                        "k-means, k = 4, 20 iterations",
                        "kmeans",
                        new Question("kmeans", x, none, Map.of("k", 4, "maxiter", 20, "tol", 0)),
                        0.3),
                new Method(
                        "Cox, Efron",
                        "cox",
                        new Question(
                                "cox_regression",
                                List.of("time", "status"),
                                x,
                                Map.of("event_level", "dead")),
                        0.3),
                new Method(
                        "10-fold logistic",
                        "logistic_cv",
                        new Question(
                                "logistic_regression_cv",
                                List.of("event"),
                                x,
                                Map.of("positive_class", "1", "n_splits", 10)),
                        0.3));
    }

    @Override
    public String name() {
        return "algorithms";
    }

    @Override
    public String title() {
        return "Other algorithms, 10 covariates, 5 workers";
    }

    @Override
    public Findings run(Place place) {
        List<List<String>> rows = new ArrayList<>();
        List<Goal> goals = new ArrayList<>();
        for (long n : place.quick() ? List.of(SMALL) : List.of(SMALL, LARGE)) {
            String size = String.format(Locale.ROOT, "%,d rows", n);
            place.say().accept("writing " + size + ", unless they are there");
            Cohort cohort = new Cohort(place.home().resolve("cohort-" + n), n, WORKERS).write();
            Map<String, Ours> ours = ours(place, cohort);
            Map<String, Map<String, Seconds>> theirs = new Peers(place, cohort, "algorithms").all();
            for (Method method : methods()) {
                Row row =
                        new Row(
                                method,
                                size,
                                cohort,
                                Objects.requireNonNull(ours.get(method.name())),
                                theirs);
                rows.add(row.cells());
                goals.addAll(row.goals());
            }
        }
        return new Findings(
                List.of(
                        new Findings.Table(
                                List.of(
                                        "method",
                                        "Koinon first, s",
                                        "steady, s (best)",
                                        "R, s",
                                        "Python, s",
                                        "worker over idle, MB",
                                        "its columns, MB"),
                                rows)),
                remarks(),
                goals);
    }

    private static List<String> remarks() {
        return List.of(
                Warmed.REMARK,
                "R: `summary` and `sd`, `t.test`, `aov`, `prcomp(scale.)`, `kmeans(\"Lloyd\")`,"
                        + " `coxph`, `glm` per fold. Python: NumPy, SciPy's `ttest_ind`,"
                        + " scikit-learn's `PCA`, `KMeans` and `cross_val_score` (Newton's"
                        + " method), statsmodels' `anova_lm` and `PHReg` where it is installed."
                        + " Medians of 3 runs, of fewer after one of over a minute; of 5 million"
                        + " rows R fits one of the ten folds, and its time times ten stands here."
                        + " `PHReg` is left out at 5 million rows.",
                "Koinon describes every dataset and all of them, R all rows only. Cox: "
                        + Cohort.LAST_DAY
                        + " distinct times. Over idle: how far the peak resident size (`VmHWM`,"
                        + " reset before the first question) of the worker that grew most lies"
                        + " above its resident size before, in processes that have only just"
                        + " started and run this method alone (and a histogram per column, to"
                        + " cache it): columns, working memory, compiled code and what the"
                        + " collector has not yet given back. Its columns: 8 bytes a number, 1 a"
                        + " level, for its own rows.");
    }

    private static Map<String, Ours> ours(Place place, Cohort cohort) {
        Map<String, Ours> all = new HashMap<>();
        try (RunningDemo demo = RunningDemo.start(place, WORKERS, Optional.of(cohort.data()))) {
            for (Method method : methods()) {
                demo.startAllAnew();
                Ours ours = measure(demo, cohort, method.question());
                place.say().accept(method.title() + ": " + ours.times().shown() + " s");
                all.put(method.name(), ours);
            }
        }
        return all;
    }

    private static Ours measure(RunningDemo demo, Cohort cohort, Question question) {
        Waiting.rest(REST_MILLIS);
        demo.forgetPeaks();
        double idle = demo.ofWorkers("VmRSS").getFirst();
        Questions questions = new Questions(demo, cohort);
        questions.cache(Stream.concat(question.y().stream(), question.x().stream()).toList());
        Warmed times = questions.time(question);
        return new Ours(times, idle, demo.ofWorkers("VmHWM").getFirst() - idle);
    }

    /** A method at a size, side by side. */
    private record Row(
            Method method,
            String size,
            Cohort cohort,
            Ours ours,
            Map<String, Map<String, Seconds>> theirs) {
        private String what() {
            return method.title() + ", " + size;
        }

        private double columns() {
            return method.bytes() * (double) cohort.rows() / WORKERS / 1e6;
        }

        private Optional<Seconds> peer(String program) {
            return Optional.ofNullable(theirs.getOrDefault(program, Map.of()).get(method.name()));
        }

        private String shown(String program) {
            return peer(program).map(seconds -> Goal.number(seconds.median())).orElse("–");
        }

        List<String> cells() {
            return List.of(
                    what(),
                    Goal.number(ours.times().first()),
                    ours.times().shown(),
                    shown(Peers.R),
                    shown(Peers.PYTHON),
                    Goal.number(ours.over()),
                    Goal.number(columns()));
        }

        List<Goal> goals() {
            List<Goal> goals = new ArrayList<>();
            double seconds = ours.times().steady().median();
            peer(Peers.R)
                    .ifPresent(r ->
                            goals.add(
                                    Goal.atMost(
                                            what(), seconds / r.median(), method.bound(), "× R")));
            peer(Peers.PYTHON)
                    .ifPresent(python ->
                            goals.add(
                                    Goal.atMost(what(), seconds / python.median(), 1, "× Python")));
            goals.add(
                    Goal.atMost(
                            "worker over idle, " + what(),
                            ours.over() / columns(),
                            2,
                            "× its columns"));
            return goals;
        }
    }
}
