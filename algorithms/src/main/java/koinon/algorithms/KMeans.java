package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.fitted.FittedModel;
import koinon.model.metadata.Range;
import koinon.model.request.Parameter;
import koinon.model.result.Statistic;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.ParameterSpec.Domain;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.linear.DoubleDouble;

/**
 * k-means by Lloyd's algorithm on numerical variables as they are, over the complete rows.
 *
 * <pre>
 *   start      m_cj = min_j + u_cj (max_j − min_j),  u from RandomState(123) of numpy, row by row,
 *              variables in alphabetical order
 *   iteration  c(x) = first c that minimises Σ_j (x_j − m_cj)²;   m_c = mean of its rows
 *              a cluster without rows goes to the origin
 *   stop       √(Σ_cj (change of m_cj)²) ≤ tol,  or after maxiter iterations
 *   W_c = Σ_j Σ_(x in c) (x_j − m_cj)²,   T = Σ_j Σ_x (x_j − x̄_j)²,   between = T − Σ_c W_c
 * </pre>
 *
 * <p>What leaves a site: where the variables lie (exact minima and maxima where every site allows
 * them, else counts in 64 bins of the public range); per iteration the rows, sums and sums of
 * squares of each cluster. Rounds: 1 and one per iteration. Guarantee: bit for bit the same for
 * every split of the rows; R's {@code kmeans(algorithm = "Lloyd")} from the same start. A cluster
 * with fewer rows than the threshold is suppressed, one without rows has no centre. Units: those of
 * the variables, so that one of large spread outweighs the others. Source: Lloyd, IEEE Transactions
 * on Information Theory 28 (1982) 129–137. Not checked: that the optimum is global.
 */
public final class KMeans implements Algorithm {
    private static final int SEED = 123;

    @Override
    public Specification specification() {
        return new Specification(
                "kmeans",
                "k-means clustering",
                "Groups of patients that are alike in several numerical variables.",
                VariableSpec.numerical("Variables", "The variables to group by", 1, 100),
                VariableSpec.none(),
                List.of(
                        ParameterSpec.optional(
                                "k", "Clusters", "", new Domain.Ints(1, 100), new Parameter.Int(4)),
                        ParameterSpec.optional(
                                "maxiter",
                                "Iterations",
                                "Most iterations",
                                new Domain.Ints(1, 100),
                                new Parameter.Int(100)),
                        ParameterSpec.optional(
                                "tol",
                                "Tolerance",
                                "Movement of the centres, in the variables' units, that counts as"
                                        + " none",
                                new Domain.Reals(0, 1),
                                new Parameter.Real(0.01))),
                "Where the variables lie; per iteration the rows, sums and sums of squares of each"
                        + " cluster.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        Settings settings =
                new Settings(
                        question.integer("k"),
                        question.integer("maxiter"),
                        question.real("tol"),
                        ones(question.request().y().size()));
        return run(
                question,
                question.request().y(),
                settings,
                (clusters, _) -> new Step.Done(clusters));
    }

    private static double[] ones(int count) {
        double[] ones = new double[count];
        Arrays.fill(ones, 1);
        return ones;
    }

    /**
     * How far to go.
     *
     * @param units in which the variables are measured; 1 for as they are
     */
    record Settings(int k, int maxIterations, double tolerance, double[] units) {}

    /**
     * The rounds that find clusters in the rows that are complete in all of the question's
     * variables.
     *
     * @param next gets what can be shown and the centres themselves
     */
    static Step run(
            Question question,
            List<String> variables,
            Settings settings,
            BiFunction<Clusters, double[][], Step> next) {
        variables.forEach(question::grid);
        Collection<String> completeOver = question.variables();
        return new StartingRange(question, variables, completeOver)
                .round(ranges ->
                        new State(
                                        question,
                                        variables,
                                        new ClusterRound(
                                                question, variables, completeOver, settings),
                                        settings,
                                        origin(variables, ranges, settings.k()),
                                        1,
                                        next)
                                .ask());
    }

    private static double[][] origin(List<String> variables, List<Range> ranges, int k) {
        List<String> alphabetical = variables.stream().sorted().toList();
        MersenneTwister numbers = new MersenneTwister(SEED);
        double[][] centres = new double[k][variables.size()];
        for (double[] centre : centres) {
            for (String variable : alphabetical) {
                int v = variables.indexOf(variable);
                double min = ranges.get(v).min();
                centre[v] = min + (ranges.get(v).max() - min) * numbers.uniform();
            }
        }
        return centres;
    }

    /**
     * Where Lloyd's algorithm stands.
     *
     * @param centres asked about now
     */
    private record State(
            Question question,
            List<String> variables,
            ClusterRound round,
            Settings settings,
            double[][] centres,
            int iteration,
            BiFunction<Clusters, double[][], Step> next) {

        Step ask() {
            return round.at(centres, "iteration " + iteration, this::update);
        }

        private Step update(ClusterRound.Sums sums) {
            if (sums.rows() < settings.k()) {
                throw new KoinonException(
                        ErrorCode.PRECONDITION,
                        settings.k() + " clusters need at least as many complete rows");
            }
            double[][] moved = new double[centres.length][variables.size()];
            double change = 0;
            for (int c = 0; c < moved.length; c++) {
                for (int v = 0; v < variables.size(); v++) {
                    moved[c][v] = sums.rows(c) == 0 ? 0 : sums.mean(c, v);
                    double step = (moved[c][v] - centres[c][v]) / settings.units()[v];
                    change += step * step;
                }
            }
            double distance = Math.sqrt(change);
            boolean converged = distance <= settings.tolerance();
            return converged || iteration == settings.maxIterations()
                    ? next.apply(clusters(sums, converged, distance), moved)
                    : new State(question, variables, round, settings, moved, iteration + 1, next)
                            .ask();
        }

        private Clusters clusters(ClusterRound.Sums sums, boolean converged, double distance) {
            List<Clusters.Cluster> found =
                    IntStream.range(0, settings.k()).mapToObj(c -> cluster(sums, c)).toList();
            DoubleDouble within = DoubleDouble.ZERO;
            DoubleDouble total = DoubleDouble.ZERO;
            List<Double> means = new ArrayList<>();
            List<Double> deviations = new ArrayList<>();
            for (int v = 0; v < variables.size(); v++) {
                for (int c = 0; c < settings.k(); c++) {
                    within = within.plus(squared(sums.within(c, v), v));
                }
                DoubleDouble about = sums.total(v);
                total = total.plus(squared(about, v));
                means.add(sums.mean(v));
                deviations.add(Math.sqrt(about.doubleValue() / Math.max(1, sums.rows() - 1)));
            }
            boolean hidden =
                    IntStream.range(0, settings.k())
                            .anyMatch(c -> question.disclosure().hides(sums.rows(c)));
            Statistic none = new Statistic.Suppressed("a cluster is suppressed");
            return new Clusters(
                    variables,
                    sums.rows(),
                    found,
                    hidden ? none : Statistic.of(within.doubleValue()),
                    hidden ? none : Statistic.of(total.minus(within).doubleValue()),
                    Statistic.of(total.doubleValue()),
                    means,
                    deviations,
                    iteration,
                    converged,
                    distance,
                    warnings(sums, converged, distance),
                    model(found));
        }

        private FittedModel model(List<Clusters.Cluster> found) {
            return new FittedModel(
                    question.request().algorithm(),
                    List.of(),
                    variables.stream().map(question::variable).map(LinearPredictor::input).toList(),
                    Clusters.rule(found));
        }

        /** A sum of squares in squares of the variable's unit. */
        private DoubleDouble squared(DoubleDouble squares, int variable) {
            double unit = settings.units()[variable];
            return unit == 1
                    ? squares
                    : squares.dividedBy(DoubleDouble.of(unit)).dividedBy(DoubleDouble.of(unit));
        }

        private Clusters.Cluster cluster(ClusterRound.Sums sums, int c) {
            long rows = sums.rows(c);
            if (question.disclosure().hides(rows)) {
                Statistic hidden =
                        new Statistic.Suppressed(
                                "fewer than " + question.disclosure().threshold() + " rows");
                return new Clusters.Cluster(
                        hidden, variables.stream().map(_ -> hidden).toList(), hidden);
            }
            Statistic none = new Statistic.Undefined("an empty cluster has no mean");
            DoubleDouble within = DoubleDouble.ZERO;
            List<Statistic> centre = new ArrayList<>();
            for (int v = 0; v < variables.size(); v++) {
                centre.add(rows == 0 ? none : Statistic.of(sums.mean(c, v)));
                within = within.plus(squared(sums.within(c, v), v));
            }
            return new Clusters.Cluster(
                    Statistic.of((double) rows), centre, Statistic.of(within.doubleValue()));
        }

        private List<String> warnings(ClusterRound.Sums sums, boolean converged, double distance) {
            List<String> warnings = new ArrayList<>();
            if (!converged) {
                warnings.add(
                        "Not converged: in iteration "
                                + iteration
                                + ", the last that maxiter allows, the centres still moved by "
                                + distance
                                + "; raise maxiter.");
            }
            boolean empty =
                    IntStream.range(0, settings.k())
                            .anyMatch(c -> sums.rows(c) == 0 && !question.disclosure().hides(0));
            if (empty) {
                warnings.add("A cluster is empty: fewer clusters may do.");
            }
            return warnings;
        }
    }
}
