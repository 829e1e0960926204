package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.stats.design.DesignMatrix;
import koinon.stats.design.MomentAccumulator;
import koinon.stats.design.Term;
import koinon.stats.design.TransformedTerm;
import koinon.stats.design.UndefinedRows;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.SymmetricEigen;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactGram;
import koinon.stats.sums.Spread;

/**
 * The round that gives principal components: moments of numerical columns, and in how many rows a
 * column's function is not defined.
 */
final class CorrelationRound {
    private static final String MOMENTS = "moments";
    private static final String UNDEFINED = "undefined";

    private final Question question;
    private final DesignMatrix design;
    private final VectorSchema schema;
    private final String method;

    /**
     * @param columns numerical terms, one per variable of y
     * @param method of the result
     */
    CorrelationRound(Question question, List<? extends Term> columns, String method) {
        this.question = question;
        this.design = DesignMatrix.ofTerms(columns);
        this.method = method;
        this.schema =
                VectorSchema.of(
                        Field.sums(MOMENTS, ExactGram.size(design.columns()), 0),
                        Field.counts(UNDEFINED, UndefinedRows.terms(design).size()));
    }

    Step.Round round() {
        return new Step.Round(
                "moments", schema, this::local, pooled -> new Step.Done(components(pooled.sums())));
    }

    private record Sums(MomentAccumulator moments, UndefinedRows undefined) {
        void add(Block block) {
            moments.add(block);
            undefined.add(block);
        }

        Sums merge(Sums other) {
            moments.merge(other.moments);
            undefined.merge(other.undefined);
            return this;
        }
    }

    private LocalAnswer local(LocalData data) {
        Rows rows = data.completeCases(question.variables());
        Sums found =
                rows.reduce(
                        design.variables(),
                        () -> new Sums(new MomentAccumulator(design), new UndefinedRows(design)),
                        Sums::add,
                        Sums::merge);
        ExactVector.Builder sums = ExactVector.builder(schema);
        found.moments().writeTo(sums, MOMENTS);
        sums.add(UNDEFINED, found.undefined().counts());
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), design.columns());
    }

    private Components components(ExactVector sums) {
        long n = Census.of(sums).rows();
        checkDomains(sums);
        if (n < 2) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION, "principal components need at least 2 complete rows");
        }
        int p = design.columns() - 1;
        BigInteger[][] spread = new BigInteger[p][p];
        for (int i = 0; i < p; i++) {
            for (int j = 0; j < p; j++) {
                spread[i][j] = Spread.ofGram(sums, MOMENTS, i + 1, j + 1);
            }
        }
        checkVaries(spread);
        return components(sums, spread, SymmetricEigen.of(correlations(spread)));
    }

    private void checkDomains(ExactVector sums) {
        List<TransformedTerm> terms = UndefinedRows.terms(design);
        for (int i = 0; i < terms.size(); i++) {
            if (sums.count(UNDEFINED, i) > 0) {
                String variable = terms.get(i).variable();
                throw new KoinonException(
                        ErrorCode.PRECONDITION,
                        terms.get(i).names().getFirst()
                                + " is not defined for some analysed rows: '"
                                + variable
                                + "' must be greater than 0 in all of them; filter on '"
                                + variable
                                + " > 0', or leave it as it is");
            }
        }
    }

    private void checkVaries(BigInteger[][] spread) {
        List<String> constant =
                IntStream.range(0, spread.length)
                        .filter(j -> spread[j][j].signum() == 0)
                        .mapToObj(j -> design.names().get(j + 1))
                        .toList();
        if (!constant.isEmpty()) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "constant in the analysed rows, so that it cannot be standardised: "
                            + String.join(", ", constant)
                            + "; leave it out");
        }
    }

    private static DoubleDouble[][] correlations(BigInteger[][] spread) {
        int p = spread.length;
        DoubleDouble[][] r = new DoubleDouble[p][p];
        for (int i = 0; i < p; i++) {
            r[i][i] = DoubleDouble.ONE;
            for (int j = i + 1; j < p; j++) {
                DoubleDouble product = DoubleDouble.of(spread[i][i].multiply(spread[j][j]), 0);
                r[i][j] = DoubleDouble.of(spread[i][j], 0).dividedBy(product.squareRoot());
                r[j][i] = r[i][j];
            }
        }
        return r;
    }

    private Components components(ExactVector sums, BigInteger[][] spread, SymmetricEigen eigen) {
        int p = spread.length;
        long n = Census.of(sums).rows();
        List<Double> values = new ArrayList<>();
        List<Double> explained = new ArrayList<>();
        List<Double> cumulative = new ArrayList<>();
        List<List<Double>> vectors = new ArrayList<>();
        List<List<Double>> loadings = new ArrayList<>();
        DoubleDouble total = DoubleDouble.ZERO;
        for (int k = 0; k < p; k++) {
            // A covariance has no negative eigenvalue: below 0 there is only rounding.
            DoubleDouble value = eigen.value(k).high() > 0 ? eigen.value(k) : DoubleDouble.ZERO;
            total = total.plus(value);
            values.add(value.doubleValue());
            explained.add(value.doubleValue() / p);
            cumulative.add(Math.min(1, total.doubleValue() / p));
            List<Double> vector = Arrays.stream(eigen.vector(k)).boxed().toList();
            vectors.add(vector);
            double sd = Math.sqrt(value.doubleValue());
            loadings.add(vector.stream().map(weight -> weight * sd).toList());
        }
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int j = 0; j < p; j++) {
            int step = design.grid(j + 1).log2Step();
            BigInteger sum = sums.integer(MOMENTS, j + 1);
            means.add(
                    DoubleDouble.of(sum, step)
                            .dividedBy(DoubleDouble.of((double) n))
                            .doubleValue());
            DoubleDouble degrees = DoubleDouble.product((double) n, (double) (n - 1));
            deviations.add(
                    DoubleDouble.of(spread[j][j], 2 * step)
                            .dividedBy(degrees)
                            .squareRoot()
                            .doubleValue());
        }
        List<String> names = design.names().subList(1, p + 1);
        return new Components(
                method,
                names,
                n,
                means,
                deviations,
                values,
                explained,
                cumulative,
                vectors,
                loadings,
                warnings(values));
    }

    private static List<String> warnings(List<Double> eigenvalues) {
        long none = eigenvalues.stream().filter(value -> value < 1e-12).count();
        return none == 0
                ? List.of()
                : List.of(
                        "The variables are linearly dependent in these rows: the last "
                                + (none == 1 ? "eigenvalue is" : none + " eigenvalues are")
                                + " 0 up to rounding.");
    }
}
