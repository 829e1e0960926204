package koinon.algorithms;

import java.util.Arrays;
import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Variable;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * Are two categorical variables associated? Counts of their levels together and what {@link
 * TableTests} makes of them.
 *
 * <p>What leaves a site: the counts. Rounds: 1. Guarantee: the table of the pooled rows; equal to
 * R's {@code chisq.test} and {@code fisher.test}. Disclosure: counts below the threshold are
 * hidden, and of the others the least, until two or more cells are hidden and together hold as many
 * rows as may be shown; totals that a hidden cell is part of are hidden, too. What is left to know
 * is the sum of all hidden cells. Tests would tell the cells (a chi-squared has few tables), so
 * that there are none then. Not checked: that rows are independent of each other.
 */
public final class ContingencyTable implements Algorithm {
    private static final String COUNTS = "counts";

    @Override
    public Specification specification() {
        return new Specification(
                "contingency_table",
                "Contingency table",
                "How often the levels of two categorical variables go together: chi-squared and"
                        + " Fisher's exact test, odds ratio, relative risk and Cramér's V.",
                VariableSpec.categorical("Columns", "The outcome", 1, 1),
                VariableSpec.categorical("Rows", "The groups that are compared", 1, 1),
                List.of(MeanTests.alphaParameter()),
                "Number of rows for every pair of levels.",
                Specification.Release.POOLED);
    }

    @Override
    public Step start(Question question) {
        Variable x = question.x().getFirst();
        Variable y = question.y().getFirst();
        if (x.code().equals(y.code())) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "'" + x.code() + "' is compared with itself; two variables are needed");
        }
        VectorSchema schema =
                VectorSchema.of(Field.counts(COUNTS, x.levels().size() * y.levels().size()));
        return new Step.Round(
                COUNTS,
                schema,
                data -> local(data, question, schema),
                pooled ->
                        new Step.Done(
                                new CountedTable(x, y, pooled.sums().counts(COUNTS), question)
                                        .table()));
    }

    private static LocalAnswer local(LocalData data, Question question, VectorSchema schema) {
        Rows rows = data.completeCases(question.variables());
        int width = question.y().getFirst().levels().size();
        int length = schema.field(COUNTS).length();
        long[] counts =
                rows.reduce(
                        List.of(question.x().getFirst().code(), question.y().getFirst().code()),
                        () -> new long[length],
                        (sums, block) -> count(sums, block, width),
                        (a, b) -> {
                            Arrays.setAll(a, i -> a[i] + b[i]);
                            return a;
                        });
        ExactVector sums = ExactVector.builder(schema).add(COUNTS, counts).build();
        return LocalAnswer.pooled(sums, Censuses.of(rows), length);
    }

    private static void count(long[] counts, Block block, int width) {
        int[] x = block.codes(0);
        int[] y = block.codes(1);
        for (int i = 0; i < block.size(); i++) {
            counts[x[i] * width + y[i]]++;
        }
    }
}
