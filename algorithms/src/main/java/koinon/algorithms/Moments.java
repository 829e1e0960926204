package koinon.algorithms;

import java.math.BigInteger;
import java.util.List;
import java.util.function.Function;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.stats.design.DesignMatrix;
import koinon.stats.design.MomentAccumulator;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.SymmetricMatrix;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactGram;
import koinon.stats.sums.Spread;

/**
 * All second moments of a design's columns over the complete cases, from one round of exact sums.
 *
 * <pre>
 *   moment_jk = Σ x_j x_k        with the intercept among the columns also n and Σ x_j
 * </pre>
 */
record Moments(DesignMatrix design, ExactVector sums) {
    private static final String FIELD = "moments";

    /** The round that asks for them. */
    static Step.Round round(DesignMatrix design, Function<Moments, Step> next) {
        return round(design, design.variables(), next);
    }

    /**
     * The round that asks for them over the rows that are complete in more variables.
     *
     * @param completeOver variables that a row must have
     */
    static Step.Round round(
            DesignMatrix design, List<String> completeOver, Function<Moments, Step> next) {
        VectorSchema schema =
                VectorSchema.of(Field.sums(FIELD, ExactGram.size(design.columns()), 0));
        return new Step.Round(
                "moments",
                schema,
                data -> local(data.completeCases(completeOver), design, schema),
                pooled -> next.apply(new Moments(design, pooled.sums())));
    }

    private static LocalAnswer local(Rows rows, DesignMatrix design, VectorSchema schema) {
        MomentAccumulator moments =
                rows.reduce(
                        design.variables(),
                        () -> new MomentAccumulator(design),
                        MomentAccumulator::add,
                        MomentAccumulator::merge);
        ExactVector.Builder sums = ExactVector.builder(schema);
        moments.writeTo(sums, FIELD);
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), design.columns());
    }

    /** Analysed rows. */
    long rows() {
        return Census.of(sums).rows();
    }

    /** The whole matrix, in the units of the columns. */
    SymmetricMatrix matrix() {
        return SymmetricMatrix.ofGram(sums, FIELD, design.log2Steps());
    }

    /** n Σ (x_j − x̄_j)(x_k − x̄_k), in the product of the two columns' steps. */
    BigInteger spread(int j, int k) {
        return Spread.ofGram(sums, FIELD, j, k);
    }

    /** Σ (x_j − x̄_j)², in squared units of the column. */
    double squares(int j) {
        return DoubleDouble.of(spread(j, j), 2 * design.log2Steps()[j]).doubleValue() / rows();
    }
}
