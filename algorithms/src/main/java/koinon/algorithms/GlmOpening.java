package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.stats.linear.Factor;
import koinon.stats.linear.SymmetricMatrix;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactCross;
import koinon.stats.sums.ExactGram;
import koinon.stats.sums.WideCross;

/**
 * The round before the first iteration of a generalised linear model: what the model without
 * covariates needs, and rows that the family does not take.
 *
 * <pre>
 *   outcome, exposure   Σ y and Σ exposure on their grids
 *   base                Σ of {@link GlmFamily#base} on a grid of 2^-36
 *   invalid             rows whose outcome or exposure does not belong; they add nothing else
 *   moments             XᵀX, for GAMMA_LOG alone: its expected information
 * </pre>
 */
final class GlmOpening {
    private static final int BASE_STEP = -36;

    private final GlmModel model;
    private final VectorSchema schema;

    GlmOpening(GlmModel model) {
        this.model = model;
        List<Field> fields = new ArrayList<>();
        fields.add(Field.sums("outcome", 1, model.outcomeGrid().log2Step()));
        model.offset()
                .ifPresent(v ->
                        fields.add(
                                Field.sums(
                                        "exposure", 1, model.asked().grid(v.code()).log2Step())));
        fields.add(new Field("base", 1, BASE_STEP, 4));
        fields.add(Field.counts("invalid", 1));
        if (model.family() == GlmFamily.GAMMA_LOG) {
            fields.add(Field.sums("moments", ExactGram.size(model.design().columns()), 0));
        }
        this.schema = new VectorSchema(fields);
    }

    /**
     * What the round finds.
     *
     * @param outcome Σ y
     * @param exposure Σ exposure; n without an offset
     */
    record Totals(long n, long invalid, double outcome, double exposure, double base) {}

    Step round(Function<Pooled, Step> next) {
        return new Step.Round("outcome", schema, this::local, next);
    }

    Totals totals(ExactVector sums) {
        long n = Census.of(sums).rows();
        return new Totals(
                n,
                sums.count("invalid", 0),
                sums.value("outcome", 0),
                model.offset().isPresent() ? sums.value("exposure", 0) : n,
                sums.value("base", 0));
    }

    /** Where it is not the observed one. */
    Optional<Factor> expectedInformation(ExactVector sums) {
        return model.family() == GlmFamily.GAMMA_LOG
                ? Optional.of(
                        SymmetricMatrix.ofGram(sums, "moments", model.design().log2Steps())
                                .factor())
                : Optional.empty();
    }

    private LocalAnswer local(LocalData data) {
        Rows rows = data.completeCases(model.asked().variables());
        Sweep sweep = rows.reduce(model.columns(), Sweep::new, Sweep::add, Sweep::merge);
        return LocalAnswer.pooled(sweep.vector(), Censuses.of(rows), model.design().columns());
    }

    private final class Sweep {
        private final double[][] y = new double[1][Block.CAPACITY];
        private final double[][] exposure = new double[1][Block.CAPACITY];
        private final double[][] base = new double[1][Block.CAPACITY];
        private final double[][] ones = new double[1][Block.CAPACITY];
        private final double[][] cells = model.design().scratch();
        private final ExactCross outcomes = new ExactCross(1, 1);
        private final ExactCross exposures = new ExactCross(1, 1);
        private final WideCross bases = new WideCross(1, 1, Block.CAPACITY);
        private final ExactGram moments = new ExactGram(model.design().columns());
        private long invalid;

        void add(Block block) {
            int n = block.size();
            model.outcomes(block, 0, y[0]);
            model.exposures(block, exposure[0]);
            for (int i = 0; i < n; i++) {
                boolean valid = model.family().takes(y[0][i]) && exposure[0][i] > 0;
                invalid += valid ? 0 : 1;
                ones[0][i] = valid ? 1 : 0;
                base[0][i] = valid ? model.family().base(y[0][i]) : 0;
            }
            bases.add(ones, base, new int[] {BASE_STEP}, n);
            // On their grids these are integers again.
            unscale(y[0], model.outcomeGrid().log2Step(), n);
            outcomes.add(ones, y, n);
            if (model.offset().isPresent()) {
                int step = model.asked().grid(model.offset().get().code()).log2Step();
                unscale(exposure[0], step, n);
                exposures.add(ones, exposure, n);
            }
            if (model.family() == GlmFamily.GAMMA_LOG) {
                model.design().fill(block, cells);
                moments.add(cells, n);
            }
        }

        private static void unscale(double[] values, int log2Step, int n) {
            double perStep = Math.scalb(1.0, -log2Step);
            for (int i = 0; i < n; i++) {
                values[i] *= perStep;
            }
        }

        Sweep merge(Sweep other) {
            outcomes.merge(other.outcomes);
            exposures.merge(other.exposures);
            bases.merge(other.bases);
            moments.merge(other.moments);
            invalid += other.invalid;
            return this;
        }

        ExactVector vector() {
            ExactVector.Builder sums = ExactVector.builder(schema);
            outcomes.writeTo(sums, "outcome");
            if (model.offset().isPresent()) {
                exposures.writeTo(sums, "exposure");
            }
            bases.writeTo(sums, "base");
            if (model.family() == GlmFamily.GAMMA_LOG) {
                moments.writeTo(sums, "moments");
            }
            return sums.add("invalid", 0, invalid).build();
        }
    }
}
