package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.stats.elementary.LogisticTerms;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.SymmetricMatrix;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.RoundedSums;

/**
 * Logistic likelihoods of polynomials of the logit, at many points at once.
 *
 * <pre>
 *   per polynomial b of degree d:  ℓ,  Σ (y − π) h^j for j ≤ d,  Σ π (1 − π) h^j for j ≤ 2 d
 *   π = 1 / (1 + exp(−Σ b_j h^j));  each term rounded once to 2^{@value #STEP}, summed in 128 bits
 * </pre>
 */
record BeltRound(Question question, int positive, BeltScale scale) {
    private static final int STEP = -48;

    /** What the pooled sums say about one polynomial. */
    record Likelihood(double value, DoubleDouble[] score, SymmetricMatrix information) {}

    Step.Round at(String title, List<double[]> polynomials, Function<List<Likelihood>, Step> next) {
        List<double[]> asked = polynomials.stream().map(double[]::clone).toList();
        int length = asked.stream().mapToInt(BeltRound::width).sum();
        VectorSchema schema = VectorSchema.of(Field.sums("terms", length, STEP));
        return new Step.Round(
                title,
                schema,
                data -> local(data, asked, schema),
                pooled -> next.apply(likelihoods(asked, pooled.sums())));
    }

    private static int width(double[] polynomial) {
        return 3 * polynomial.length;
    }

    private LocalAnswer local(LocalData data, List<double[]> polynomials, VectorSchema schema) {
        Rows rows = data.completeCases(question.variables());
        List<String> columns =
                List.of(question.request().x().getFirst(), question.request().y().getFirst());
        Sweep sweep =
                rows.reduce(
                        columns,
                        () -> new Sweep(polynomials, schema.field("terms").length()),
                        Sweep::add,
                        Sweep::merge);
        ExactVector.Builder sums = ExactVector.builder(schema);
        sweep.sums.writeTo(sums, "terms");
        int most = polynomials.stream().mapToInt(b -> b.length).max().orElse(0);
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), most);
    }

    /** One thread's pass over the rows. */
    private final class Sweep {
        private final List<double[]> polynomials;
        private final RoundedSums sums;
        private final double[] h = new double[Block.CAPACITY];
        private final double[] y = new double[Block.CAPACITY];
        private final double[] eta = new double[Block.CAPACITY];
        private final LogisticTerms terms = new LogisticTerms(Block.CAPACITY);

        Sweep(List<double[]> polynomials, int length) {
            this.polynomials = polynomials;
            this.sums = new RoundedSums(length, STEP);
        }

        void add(Block block) {
            double[] p = block.values(0);
            int[] outcome = block.codes(1);
            for (int i = 0; i < block.size(); i++) {
                h[i] = scale.scaled(BeltScale.logit(p[i]));
                y[i] = outcome[i] == positive ? 1 : 0;
            }
            int at = 0;
            for (double[] b : polynomials) {
                add(b, at, block.size());
                at += width(b);
            }
        }

        private void add(double[] b, int at, int n) {
            Arrays.fill(eta, 0, n, 0);
            for (int j = b.length - 1; j >= 0; j--) {
                for (int i = 0; i < n; i++) {
                    eta[i] = Math.fma(eta[i], h[i], b[j]);
                }
            }
            terms.compute(eta, y, n);
            for (int i = 0; i < n; i++) {
                double root = terms.rootWeight()[i];
                sums.add(at, terms.logLikelihood()[i]);
                addPowers(at + 1, b.length, terms.residual()[i], h[i]);
                addPowers(at + 1 + b.length, 2 * b.length - 1, root * root, h[i]);
            }
        }

        private void addPowers(int at, int count, double first, double ratio) {
            double term = first;
            for (int j = 0; j < count; j++) {
                sums.add(at + j, term);
                term *= ratio;
            }
        }

        Sweep merge(Sweep other) {
            sums.merge(other.sums);
            return this;
        }
    }

    private static List<Likelihood> likelihoods(List<double[]> polynomials, ExactVector sums) {
        List<Likelihood> likelihoods = new ArrayList<>();
        int at = 0;
        for (double[] b : polynomials) {
            likelihoods.add(likelihood(sums, at, b.length));
            at += width(b);
        }
        return likelihoods;
    }

    private static Likelihood likelihood(ExactVector sums, int at, int size) {
        DoubleDouble[] score = new DoubleDouble[size];
        DoubleDouble[][] information = new DoubleDouble[size][size];
        for (int j = 0; j < size; j++) {
            score[j] = number(sums, at + 1 + j);
            for (int k = 0; k < size; k++) {
                information[j][k] = number(sums, at + 1 + size + j + k);
            }
        }
        return new Likelihood(sums.value("terms", at), score, SymmetricMatrix.of(information));
    }

    private static DoubleDouble number(ExactVector sums, int i) {
        return DoubleDouble.of(sums.integer("terms", i), STEP);
    }
}
