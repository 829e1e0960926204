package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.Rule;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.result.Statistic;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.ParameterSpec.Domain;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.design.NumericalTerm;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactSum;
import koinon.stats.sums.Spread;

/**
 * Linear support vector machine: the plane that separates two levels of a nominal variable with the
 * widest margin, at a price for rows on the wrong side of it. One global plane, not an average of
 * the sites'.
 *
 * <pre>
 *   minimise  P(w, b) = ½ ‖w‖² + C Σ max(0, 1 − y (w·x + b)),   y = ±1
 *   two levels: + is the second in the order of the codes; more: one plane per level against the
 *   rest, all in the same rounds
 * </pre>
 *
 * <p>What leaves a site: rows per level, sums and sums of squares of the covariates; per iteration
 * the losses, the gradient and the curvature of a smoothed objective. Rounds: 1 and one per
 * iteration, mostly 15 to 40, at most 120. Guarantee: P is within 1e-8 (relative) of the optimum,
 * shown by a dual bound from the same sums; bit for bit the same for every split of the rows.
 * Units: a weight per unit of its covariate; covariates are not standardised, as in scikit-learn's
 * {@code SVC(kernel="linear")}. {@code gamma} has no effect on a linear kernel. Sources: Cortes and
 * Vapnik, Machine Learning 20 (1995) 273–297; Chapelle, Neural Computation 19 (2007) 1155–1178.
 */
public final class LinearSvm implements Algorithm {
    private static final double DEFAULT_GAMMA = 0.1;

    @Override
    public Specification specification() {
        return new Specification(
                "svm_scikit",
                "Linear support vector machine",
                "The plane that separates the levels of a nominal variable with the widest margin.",
                VariableSpec.categorical("Outcome", "The levels to separate", 1, 100),
                VariableSpec.numerical("Covariates", "The variables that separate them", 1, 100),
                List.of(
                        ParameterSpec.optional(
                                "gamma",
                                "Gamma",
                                "Has no effect on a linear kernel",
                                new Domain.Reals(0, 1),
                                new Parameter.Real(DEFAULT_GAMMA)),
                        ParameterSpec.optional(
                                "C",
                                "C",
                                "Price of a row on the wrong side of the margin; above 0",
                                new Domain.Reals(0, 1),
                                new Parameter.Real(1))),
                "Rows per level, sums and squares of the covariates; per iteration the losses,"
                        + " gradient and curvature of the objective.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        if (!(question.real("C") > 0)) {
            throw new KoinonException(
                    ErrorCode.INVALID_PARAMETER, "the parameter 'C' must be above 0");
        }
        List<String> x = question.request().x();
        List<Grid> grids = x.stream().map(question::grid).toList();
        Variable outcome = question.y().getFirst();
        VectorSchema schema =
                VectorSchema.of(
                        Field.counts("levels", outcome.levels().size()),
                        Field.sums("sums", x.size(), 0),
                        Field.sums("squares", x.size(), 0));
        return new Step.Round(
                "levels and moments",
                schema,
                data -> local(data, question, grids, schema),
                pooled -> first(question, grids, pooled.sums()));
    }

    private record Moments(long[] levels, ExactSum sums, ExactSum squares, double[] scratch) {
        void add(List<Grid> grids, Block block) {
            for (int j = 0; j < grids.size(); j++) {
                NumericalTerm.quantise(grids.get(j), block.values(j), scratch, block.size());
                sums.add(j, scratch, block.size());
                squares.addSquares(j, scratch, 0, block.size());
            }
            int[] codes = block.codes(grids.size());
            for (int i = 0; i < block.size(); i++) {
                levels[codes[i]]++;
            }
        }

        Moments merge(Moments other) {
            Arrays.setAll(levels, i -> levels[i] + other.levels[i]);
            sums.merge(other.sums);
            squares.merge(other.squares);
            return this;
        }
    }

    private static LocalAnswer local(
            LocalData data, Question question, List<Grid> grids, VectorSchema schema) {
        Variable outcome = question.y().getFirst();
        List<String> read = new ArrayList<>(question.request().x());
        read.add(outcome.code());
        Rows rows = data.completeCases(question.variables());
        Moments found =
                rows.reduce(
                        read,
                        () ->
                                new Moments(
                                        new long[outcome.levels().size()],
                                        new ExactSum(grids.size()),
                                        new ExactSum(grids.size()),
                                        new double[Block.CAPACITY]),
                        (moments, block) -> moments.add(grids, block),
                        Moments::merge);
        ExactVector.Builder sums = ExactVector.builder(schema);
        sums.add("levels", found.levels());
        found.sums().writeTo(sums, "sums");
        found.squares().writeTo(sums, "squares");
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), grids.size() + 1);
    }

    private static Step first(Question question, List<Grid> grids, ExactVector sums) {
        Variable outcome = question.y().getFirst();
        List<Integer> used = levelsInUse(outcome, sums);
        long n = Census.of(sums).rows();
        int p = grids.size();
        BigInteger[] totals = new BigInteger[p];
        BigInteger[] spreads = new BigInteger[p];
        for (int j = 0; j < p; j++) {
            totals[j] = sums.integer("sums", j);
            spreads[j] = Spread.of(n, totals[j], totals[j], sums.integer("squares", j));
        }
        ScaledColumns columns =
                ScaledColumns.of(
                        question.request().x(),
                        grids,
                        n,
                        new ScaledColumns.Moments(totals, spreads));
        double[] ridge = new double[p + 1];
        for (int j = 0; j < p; j++) {
            ridge[j + 1] = columns.perUnit(j) * columns.perUnit(j);
        }
        List<Integer> positives = used.size() == 2 ? used.subList(1, 2) : used;
        List<PlaneSearch> searches =
                positives.stream()
                        .map(level ->
                                PlaneSearch.start(
                                        new PlaneSearch.Problem(
                                                level, question.real("C"), ridge, n)))
                        .toList();
        List<String> levels = used.stream().map(level -> code(outcome, level)).toList();
        return new State(question, outcome, columns, levels, sums, searches, 0).ask();
    }

    /** Positions of the levels in use, in the order of their codes; two at least. */
    private static List<Integer> levelsInUse(Variable outcome, ExactVector sums) {
        List<Integer> used =
                IntStream.range(0, outcome.levels().size())
                        .filter(level -> sums.count("levels", level) > 0)
                        .boxed()
                        .sorted(Comparator.comparing(level -> code(outcome, level)))
                        .toList();
        if (used.isEmpty()) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA,
                    "no row has a value in every variable of the question");
        }
        if (used.size() == 1) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "every analysed row has level '"
                            + code(outcome, used.getFirst())
                            + "' of '"
                            + outcome.code()
                            + "'; at least two levels are needed");
        }
        return used;
    }

    private static String code(Variable outcome, int level) {
        return outcome.levels().get(level).code();
    }

    /**
     * Where all planes stand.
     *
     * @param levels in use, in the order of their codes
     * @param first the sums of the first round
     */
    private record State(
            Question question,
            Variable outcome,
            ScaledColumns columns,
            List<String> levels,
            ExactVector first,
            List<PlaneSearch> searches,
            int iteration) {

        Step ask() {
            List<Integer> open =
                    IntStream.range(0, searches.size())
                            .filter(k -> !searches.get(k).done())
                            .boxed()
                            .toList();
            if (open.isEmpty()) {
                return new Step.Done(result());
            }
            MarginRound round =
                    new MarginRound(
                            question,
                            outcome,
                            columns,
                            open.stream().map(k -> searches.get(k).look()).toList());
            return round.round(
                    "iteration " + (iteration + 1),
                    seen -> {
                        List<PlaneSearch> next = new ArrayList<>(searches);
                        for (int i = 0; i < open.size(); i++) {
                            next.set(open.get(i), searches.get(open.get(i)).update(seen.get(i)));
                        }
                        return new State(
                                        question,
                                        outcome,
                                        columns,
                                        levels,
                                        first,
                                        next,
                                        iteration + 1)
                                .ask();
                    });
        }

        private SeparatingPlanes result() {
            List<SeparatingPlanes.Plane> planes = searches.stream().map(this::plane).toList();
            List<String> warnings = new ArrayList<>();
            if (question.real("gamma") != DEFAULT_GAMMA) {
                warnings.add("gamma has no effect: the kernel is linear.");
            }
            if (question.request().y().size() > 1) {
                warnings.add("Only the first outcome, " + outcome.code() + ", is separated.");
            }
            if (planes.size() > 1) {
                warnings.add(
                        outcome.code()
                                + " has "
                                + levels.size()
                                + " levels in these rows: one plane per level against the rest.");
            }
            planes.stream()
                    .filter(plane -> plane.gap() > 1e-6)
                    .forEach(plane ->
                            warnings.add(
                                    "The plane of "
                                            + plane.positive()
                                            + " is known to "
                                            + plane.gap()
                                            + " of its objective only."));
            return new SeparatingPlanes(
                    outcome.code(),
                    columns.variables(),
                    levels,
                    Census.of(first).rows(),
                    question.real("C"),
                    planes,
                    iteration,
                    warnings,
                    model(planes));
        }

        private FittedModel model(List<SeparatingPlanes.Plane> planes) {
            List<Rule.Plane> rules =
                    planes.stream()
                            .map(p ->
                                    new Rule.Plane(
                                            p.positive(), p.negative(), p.intercept(), p.weights()))
                            .toList();
            FittedModel.Input dependent =
                    new FittedModel.Input(outcome.code(), outcome.label(), levels);
            return new FittedModel(
                    question.request().algorithm(),
                    List.of(dependent),
                    question.x().stream().map(LinearPredictor::input).toList(),
                    new Rule.Separating(rules));
        }

        private SeparatingPlanes.Plane plane(PlaneSearch search) {
            DoubleDouble[] point = search.reached().point();
            MarginRound.Seen seen = search.reached().seen();
            double intercept = point[0].doubleValue();
            List<Double> weights = new ArrayList<>();
            for (int j = 0; j < columns.size(); j++) {
                double weight = point[j + 1].doubleValue() * columns.perUnit(j);
                weights.add(weight);
                intercept -= weight * columns.means()[j];
            }
            long positives = first.count("levels", search.problem().positive());
            long negatives = Census.of(first).rows() - positives;
            long vectors = (long) seen.support(0).doubleValue();
            boolean hidden = question.disclosure().hides(vectors);
            Statistic few =
                    new Statistic.Suppressed(
                            "fewer than " + question.disclosure().threshold() + " rows");
            List<Statistic> means = new ArrayList<>();
            for (int j = 0; j < columns.size(); j++) {
                double mean = seen.support(j + 1).doubleValue() / vectors / columns.perUnit(j);
                means.add(hidden ? few : Statistic.of(columns.means()[j] + mean, "none"));
            }
            return new SeparatingPlanes.Plane(
                    code(outcome, search.problem().positive()),
                    levels.size() == 2 ? levels.getFirst() : "the rest",
                    weights,
                    intercept,
                    search.reached().objective(),
                    Math.max(0, search.gap()) / search.reached().objective(),
                    hidden ? few : Statistic.of((double) vectors),
                    means,
                    share(seen.right(1), positives),
                    share(seen.right(0), negatives));
        }

        /** A share; hidden where either side of it stands for too few rows. */
        private Statistic share(long right, long all) {
            return question.disclosure().hides(all)
                            || (right < all && question.disclosure().hides(all - right))
                            || (right > 0 && question.disclosure().hides(right))
                    ? new Statistic.Suppressed(
                            "fewer than " + question.disclosure().threshold() + " rows")
                    : Statistic.of((double) right / all);
        }
    }
}
