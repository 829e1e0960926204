package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import koinon.algorithms.EffectSize.Pivot;
import koinon.algorithms.MeanTest.Effects;
import koinon.algorithms.MeanTest.Group;
import koinon.algorithms.MeanTest.Ratio;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.result.Statistic;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.design.DesignMatrix;
import koinon.stats.design.MomentAccumulator;
import koinon.stats.design.NumericalTerm;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactGram;

/**
 * Do two variables of the same patients differ in their means? The first x with the first y, the
 * second with the second and so on, over the rows complete in all of them.
 *
 * <pre>
 *   t = D̄ / (s_D / √n), D = x − y, Student's t with n − 1 df
 *   d_av = D̄ / √((s_x² + s_y²) / 2)      d_z = D̄ / s_D      g_z = J d_z
 * </pre>
 *
 * <p>Intervals of d_z by the noncentral t; that of d_av is d_z's times s_D / s_av, as if the ratio
 * were known. What leaves a site: per pair n and the sums, squares and products of both. Rounds: 1.
 * Guarantee: bit for bit the same for every split of the rows; equal to R's {@code t.test(x, y,
 * paired = TRUE)}. Refused: fewer than two rows, a variable with itself, no difference that varies.
 * Source: Algina and Keselman, Educational and Psychological Measurement 63 (2003) 537–553.
 */
public final class TTestPaired implements Algorithm {
    private static final int PAIRS = 50;

    @Override
    public Specification specification() {
        return new Specification(
                "ttest_paired",
                "T-test, paired samples",
                "Whether two variables of the same patients differ in their means.",
                VariableSpec.numerical("Variables", "What is subtracted", 1, PAIRS),
                VariableSpec.numerical(
                        "Paired with", "What it is subtracted from, in the same order", 1, PAIRS),
                List.of(MeanTests.alternativeParameter(), MeanTests.alphaParameter()),
                "Number of rows, sums, sums of squares and of products, per pair.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        List<Pair> pairs = pairs(question);
        VectorSchema schema =
                new VectorSchema(
                        pairs.stream()
                                .map(p -> Field.sums(p.field(), ExactGram.size(3), 0))
                                .toList());
        return new Step.Round(
                "moments",
                schema,
                data -> local(data, question, pairs, schema),
                pooled ->
                        new Step.Done(
                                MeanTests.of(
                                        MeanTests.Kind.PAIRED,
                                        "Paired t-test",
                                        question,
                                        pairs.stream()
                                                .map(p -> p.test(question, pooled.sums()))
                                                .toList())));
    }

    private static List<Pair> pairs(Question question) {
        List<String> y = question.request().y();
        List<String> x = question.request().x();
        if (y.size() != x.size()) {
            throw new KoinonException(
                    ErrorCode.WRONG_CARDINALITY,
                    "pairs need as many variables in x as in y, not "
                            + x.size()
                            + " and "
                            + y.size());
        }
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < y.size(); i++) {
            if (x.get(i).equals(y.get(i))) {
                throw new KoinonException(
                        ErrorCode.PRECONDITION,
                        "'" + x.get(i) + "' is paired with itself; two variables are needed");
            }
            pairs.add(
                    new Pair(
                            new NumericalTerm(x.get(i), question.grid(x.get(i))),
                            new NumericalTerm(y.get(i), question.grid(y.get(i)))));
        }
        return pairs;
    }

    private static LocalAnswer local(
            LocalData data, Question question, List<Pair> pairs, VectorSchema schema) {
        Rows rows = data.completeCases(question.variables());
        ExactVector.Builder sums = ExactVector.builder(schema);
        for (Pair pair : pairs) {
            DesignMatrix design = DesignMatrix.of(List.of(), List.of(pair.x, pair.y));
            rows.reduce(
                            design.variables(),
                            () -> new MomentAccumulator(design),
                            MomentAccumulator::add,
                            MomentAccumulator::merge)
                    .writeTo(sums, pair.field());
        }
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), 5 * pairs.size());
    }

    /** The columns of its sums are 1, x and y. */
    private record Pair(NumericalTerm x, NumericalTerm y) {
        String field() {
            return "moments/" + x.variable() + "/" + y.variable();
        }

        private int step() {
            return Math.min(x.grid().log2Step(), y.grid().log2Step());
        }

        private Sample sample(ExactVector sums, NumericalTerm term, int column) {
            return new Sample(
                    sums.integer(field(), 0).longValueExact(),
                    sums.integer(field(), column),
                    sums.integer(field(), ExactGram.index(3, column, column)),
                    term.grid().log2Step());
        }

        /** x − y in integers of the finer grid. */
        private Sample differences(ExactVector sums) {
            int dx = x.grid().log2Step() - step();
            int dy = y.grid().log2Step() - step();
            BigInteger sum =
                    sums.integer(field(), 1)
                            .shiftLeft(dx)
                            .subtract(sums.integer(field(), 2).shiftLeft(dy));
            BigInteger squares =
                    sums.integer(field(), ExactGram.index(3, 1, 1))
                            .shiftLeft(2 * dx)
                            .add(sums.integer(field(), ExactGram.index(3, 2, 2)).shiftLeft(2 * dy))
                            .subtract(
                                    sums.integer(field(), ExactGram.index(3, 1, 2))
                                            .shiftLeft(dx + dy + 1));
            return new Sample(sums.integer(field(), 0).longValueExact(), sum, squares, step());
        }

        MeanTest test(Question question, ExactVector sums) {
            Sample differences = differences(sums);
            if (differences.n() < 2) {
                throw new KoinonException(
                        ErrorCode.PRECONDITION, "a paired t-test needs at least 2 complete rows");
            }
            Sample first = sample(sums, x, 1);
            Sample second = sample(sums, y, 2);
            String name = x.variable() + " − " + y.variable();
            List<Group> groups =
                    List.of(
                            Group.of(x.variable(), first),
                            Group.of(y.variable(), second),
                            Group.of(name, differences));
            double mean = differences.mean().doubleValue();
            double average = Math.sqrt((first.variance() + second.variance()) / 2);
            long n = differences.n();
            if (differences.constant()) {
                EffectSize d =
                        new EffectSize(
                                "Cohen's d",
                                Statistic.of(mean / average),
                                new Statistic.Undefined("the standard error is 0"),
                                new Statistic.Undefined("the standard error is 0"));
                return MeanTest.constant(name, groups, mean, new Effects(n, List.of(d)));
            }
            MeanTest.Setting setting = MeanTest.Setting.of(question);
            double root = Math.sqrt((double) n);
            Ratio ratio = new Ratio(mean, mean, differences.deviation() / root, n - 1.0);
            Pivot pivot = new Pivot(ratio.t(), n - 1.0);
            double shift = differences.deviation() / average / root;
            EffectSize z = EffectSize.ofT("Cohen's d_z", pivot, 1 / root, setting.alpha());
            List<EffectSize> sizes =
                    List.of(
                            EffectSize.ofT("Cohen's d", pivot, shift, setting.alpha()),
                            z,
                            z.corrected("Hedges' g_z", n - 1.0));
            return MeanTest.of(name, groups, ratio, setting, new Effects(n, sizes));
        }
    }
}
