package koinon.algorithms;

import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.stats.design.DesignMatrix;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactSum;

/** Σ |y − xᵀβ_v| over the rows of each part v, on one step fine enough for all of them. */
record AbsoluteErrors(
        Question question,
        DesignMatrix design,
        Split split,
        List<LinearRegressionCv.Model> models) {
    private static final String FIELD = "errors";

    /** Log2 of the step: 43 bits below the greatest residual that the grids allow. */
    int log2Step() {
        double most = models.stream().mapToDouble(m -> most(m.residual())).max().orElseThrow();
        return Math.getExponent(most) + 1 - 43;
    }

    private double most(double[] contrast) {
        double most = Double.MIN_NORMAL;
        for (int j = 0; j < contrast.length; j++) {
            most += Math.abs(contrast[j]) * design.grid(j).bound();
        }
        return most;
    }

    Step.Round ask(Function<double[], Step> next) {
        VectorSchema schema = VectorSchema.of(Field.sums(FIELD, split.validations(), log2Step()));
        return new Step.Round(
                "absolute errors",
                schema,
                data -> local(data, schema),
                pooled -> {
                    double[] sums = new double[split.validations()];
                    Arrays.setAll(sums, v -> pooled.required().value(FIELD, v));
                    return next.apply(sums);
                });
    }

    private LocalAnswer local(LocalData data, VectorSchema schema) {
        Rows rows = data.completeCases(question.variables());
        Sweep sweep =
                rows.reduce(
                        PartMoments.columns(design, split),
                        () -> new Sweep(this),
                        Sweep::add,
                        Sweep::merge);
        ExactVector.Builder sums = ExactVector.builder(schema);
        sweep.sums.writeTo(sums, FIELD);
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), models.size());
    }

    private static final class Sweep {
        private final AbsoluteErrors round;
        private final double[][] contrasts;
        private final double perUnit;
        private final double[][] cells;
        private final double[] residual = new double[Block.CAPACITY];
        private final ExactSum sums;

        Sweep(AbsoluteErrors round) {
            this.round = round;
            this.contrasts =
                    round.models.stream()
                            .map(LinearRegressionCv.Model::residual)
                            .toArray(double[][]::new);
            this.perUnit = Math.scalb(1.0, -round.log2Step());
            this.cells = round.design.scratch();
            this.sums = new ExactSum(contrasts.length);
        }

        void add(Block block) {
            int n = block.size();
            round.design.fill(block, cells);
            int[] parts = round.split.parts(block, round.design.variables().size());
            for (int v = 0; v < contrasts.length; v++) {
                round.design.predict(cells, contrasts[v], n, residual);
                for (int i = 0; i < n; i++) {
                    residual[i] = parts[i] == v ? Math.rint(Math.abs(residual[i]) * perUnit) : 0;
                }
                sums.add(v, residual, n);
            }
        }

        Sweep merge(Sweep other) {
            sums.merge(other.sums);
            return this;
        }
    }
}
