package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Variable;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.SymmetricMatrix;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactCross;
import koinon.stats.sums.ExactGram;
import koinon.stats.sums.ExactSum;

/**
 * One look at several separating planes: their losses at and on the way to a point, gradients and
 * curvatures, as exact sums of values that every row rounds by one rule (blueprint D3).
 *
 * <pre>
 *   z = 1 − y f,  f = b + Σ v_j x_j in scaled columns           hinge: max(0, z)
 *   smooth hinge of width h: 0 for z ≤ −h, (z + h)² / 4h between, z for z ≥ h
 *   pull a: its slope, 0 to 1, on a grid of 2^-43               curvature: 1/2h for |z| &lt; h
 * </pre>
 */
final class MarginRound {
    /** Places between the start and the point at which the smooth loss is summed. */
    static final double[] STEPS = {1, 0.5, 0.2, 0.05, 0.01};

    /** Widths that are summed at once: the present one and the next. */
    static final int WIDTHS = 2;

    /** How much narrower the next width is. */
    static final double NARROWER = 8;

    private static final int RIGHT = 4;

    private final Question question;
    private final Variable outcome;
    private final ScaledColumns columns;
    private final List<Look> looks;
    private final VectorSchema schema;

    /**
     * One plane to look at.
     *
     * @param positive level on its positive side
     * @param from where the line search starts; intercept first
     * @param to where everything is evaluated
     */
    record Look(int positive, DoubleDouble[] from, DoubleDouble[] to, double width) {}

    MarginRound(Question question, Variable outcome, ScaledColumns columns, List<Look> looks) {
        this.question = question;
        this.outcome = outcome;
        this.columns = columns;
        this.looks = List.copyOf(looks);
        List<Field> fields = new ArrayList<>();
        int p = columns.size() + 1;
        for (int k = 0; k < looks.size(); k++) {
            for (int w = 0; w < WIDTHS; w++) {
                fields.add(Field.sums("loss/" + k + "/" + w, STEPS.length, 0));
            }
            fields.add(Field.sums("curvature/" + k, ExactGram.size(p), 0));
            fields.add(Field.sums("pull/" + k, p * RIGHT, 0));
            fields.add(Field.sums("hinge/" + k, 1, 0));
            fields.add(Field.counts("right/" + k, 2));
        }
        this.schema = new VectorSchema(fields);
    }

    /** The round; next gets what was found for each look. */
    Step.Round round(String title, Function<List<Seen>, Step> next) {
        return new Step.Round(
                title,
                schema,
                this::local,
                pooled -> {
                    List<Seen> seen = new ArrayList<>();
                    for (int k = 0; k < looks.size(); k++) {
                        seen.add(new Seen(pooled.sums(), k));
                    }
                    return next.apply(seen);
                });
    }

    /** Pooled sums of one look. */
    final class Seen {
        private final ExactVector sums;
        private final int k;
        private final int lossStep;

        private Seen(ExactVector sums, int k) {
            this.sums = sums;
            this.k = k;
            this.lossStep = lossStep(looks.get(k));
        }

        /** What the losses of one row are rounded to. */
        double unit() {
            return Math.scalb(1.0, lossStep);
        }

        /** Σ max(0, z) at the point. */
        double hinge() {
            return Math.scalb(sums.value("hinge/" + k, 0), lossStep);
        }

        /** Sum of the smooth loss at a place of {@link #STEPS}. */
        double loss(int width, int place) {
            return Math.scalb(sums.value("loss/" + k + "/" + width, place), lossStep);
        }

        /** Rows on their side of the plane, of the positive (1) or the negative (0) ones. */
        long right(int side) {
            return sums.count("right/" + k, side);
        }

        /** Σ a x_j over the positive (1) or negative (0) rows; x_0 = 1. */
        DoubleDouble pull(int side, int j) {
            return right(side, j).scaled(-Grid.BITS);
        }

        private DoubleDouble right(int column, int j) {
            int step = j == 0 ? 0 : columns.log2Step();
            return DoubleDouble.of(sums.integer("pull/" + k, j * RIGHT + column), step);
        }

        /** Σ x_j over the rows with a &gt; 0, the support vectors. */
        DoubleDouble support(int j) {
            return right(2, j);
        }

        /** Σ y x_j over the rows within the width. */
        DoubleDouble edge(int j) {
            return right(3, j);
        }

        /** Σ x xᵀ over the rows within the width. */
        SymmetricMatrix band() {
            int[] steps = new int[columns.size() + 1];
            Arrays.fill(steps, 1, steps.length, columns.log2Step());
            return SymmetricMatrix.ofGram(sums, "curvature/" + k, steps);
        }
    }

    /** Unit of the sums of losses: their largest possible value fits 43 bits. */
    private int lossStep(Look look) {
        double reach = Math.max(reach(look.from()), reach(look.to())) + look.width() + 1;
        return Math.getExponent(reach) + 2 - Grid.BITS;
    }

    private double reach(DoubleDouble[] plane) {
        double size = 0;
        for (int j = 1; j < plane.length; j++) {
            size += Math.abs(plane[j].high());
        }
        return Math.abs(plane[0].high()) + Math.scalb(size, columns.log2Bound());
    }

    private LocalAnswer local(LocalData data) {
        Rows rows = data.completeCases(question.variables());
        List<String> read = new ArrayList<>(columns.variables());
        read.add(outcome.code());
        Sweep sweep = rows.reduce(read, Sweep::new, Sweep::add, Sweep::merge);
        return LocalAnswer.pooled(
                sweep.vector(), Censuses.of(rows), looks.size() * (columns.size() + 1));
    }

    /** One thread's pass over the rows. */
    private final class Sweep {
        private final double[][] cells = new double[columns.size() + 1][Block.CAPACITY];
        private final List<Tally> tallies = new ArrayList<>();

        Sweep() {
            for (int k = 0; k < looks.size(); k++) {
                tallies.add(new Tally(looks.get(k)));
            }
            Arrays.fill(cells[0], 1);
        }

        void add(Block block) {
            columns.fill(block, Arrays.copyOfRange(cells, 1, cells.length));
            int[] codes = block.codes(columns.size());
            tallies.forEach(tally -> tally.add(cells, codes, block.size()));
        }

        Sweep merge(Sweep other) {
            for (int k = 0; k < tallies.size(); k++) {
                tallies.get(k).merge(other.tallies.get(k));
            }
            return this;
        }

        ExactVector vector() {
            ExactVector.Builder vector = ExactVector.builder(schema);
            for (int k = 0; k < tallies.size(); k++) {
                tallies.get(k).writeTo(vector, k);
            }
            return vector.build();
        }
    }

    /** What one look sums. */
    private final class Tally {
        private final Look look;
        private final double perLoss;
        private final double[][] starts = new double[2][Block.CAPACITY];
        private final double[][] ends = new double[2][Block.CAPACITY];
        private final double[] z = new double[Block.CAPACITY];
        private final boolean[] positive = new boolean[Block.CAPACITY];
        private final double[] rounded = new double[Block.CAPACITY];
        private final double[][] band = new double[columns.size() + 1][Block.CAPACITY];
        private final double[][] pulls = new double[RIGHT][Block.CAPACITY];
        private final ExactGram curvature = new ExactGram(columns.size() + 1);
        private final ExactCross pull = new ExactCross(columns.size() + 1, RIGHT);
        private final List<ExactSum> loss = new ArrayList<>();
        private final ExactSum hinge = new ExactSum(1);
        private final long[] right = new long[2];

        Tally(Look look) {
            this.look = look;
            this.perLoss = Math.scalb(1.0, -lossStep(look));
            for (int w = 0; w < WIDTHS; w++) {
                loss.add(new ExactSum(STEPS.length));
            }
        }

        void add(double[][] cells, int[] codes, int n) {
            predict(cells, look.from(), n, starts);
            predict(cells, look.to(), n, ends);
            for (int i = 0; i < n; i++) {
                positive[i] = codes[i] == look.positive();
            }
            // From the nearest place to the point itself, whose z then stay for what follows.
            for (int place = STEPS.length - 1; place >= 0; place--) {
                margins(STEPS[place], n);
                for (int w = 0; w < WIDTHS; w++) {
                    addLoss(w, place, n);
                }
            }
            for (int i = 0; i < n; i++) {
                rounded[i] = Math.rint(Math.max(0, z[i]) * perLoss);
                right[positive[i] ? 1 : 0] += z[i] < 1 ? 1 : 0;
            }
            hinge.add(0, rounded, n);
            addSlopes(cells, n);
        }

        private double width(int w) {
            return w == 0 ? look.width() : look.width() / NARROWER;
        }

        private void margins(double step, int n) {
            double[] start = starts[0];
            double[] end = ends[0];
            for (int i = 0; i < n; i++) {
                double f = step == 1 ? end[i] : start[i] + step * (end[i] - start[i]);
                z[i] = positive[i] ? 1 - f : 1 + f;
            }
        }

        private void addLoss(int w, int place, int n) {
            double h = width(w);
            for (int i = 0; i < n; i++) {
                double above = z[i] + h;
                double smooth = z[i] >= h ? z[i] : z[i] <= -h ? 0 : above * above / (4 * h);
                rounded[i] = Math.rint(smooth * perLoss);
            }
            loss.get(w).add(place, rounded, n);
        }

        private void addSlopes(double[][] cells, int n) {
            double h = look.width();
            double one = Math.scalb(1.0, Grid.BITS);
            int inside = 0;
            for (int i = 0; i < n; i++) {
                double fine = fine(i);
                double a = Math.max(0, Math.min(1, (fine + h) / (2 * h)));
                double units = Math.rint(a * one);
                pulls[0][i] = positive[i] ? 0 : units;
                pulls[1][i] = positive[i] ? units : 0;
                pulls[2][i] = units > 0 ? 1 : 0;
                boolean within = Math.abs(fine) < h;
                pulls[3][i] = within ? (positive[i] ? 1 : -1) : 0;
                if (within) {
                    for (int j = 0; j < cells.length; j++) {
                        band[j][inside] = cells[j][i];
                    }
                    inside++;
                }
            }
            pull.add(cells, pulls, n);
            curvature.add(band, inside);
        }

        /**
         * z = 1 ∓ (high + low) with the digits that a double loses: a slope is a margin divided by
         * the width.
         */
        private double fine(int i) {
            double sign = positive[i] ? -1 : 1;
            DoubleDouble one = DoubleDouble.sum(1, sign * ends[0][i]);
            return one.high() + (one.low() + sign * ends[1][i]);
        }

        /** f = f[0] + f[1] in about twice the precision of double. */
        private void predict(double[][] cells, DoubleDouble[] plane, int n, double[][] f) {
            double[] high = f[0];
            double[] low = f[1];
            Arrays.fill(high, 0, n, plane[0].high());
            Arrays.fill(low, 0, n, plane[0].low());
            for (int j = 1; j < plane.length; j++) {
                DoubleDouble slope = plane[j].scaled(columns.log2Step());
                double[] column = cells[j];
                for (int i = 0; i < n; i++) {
                    double term = column[i] * slope.high();
                    double rest = Math.fma(column[i], slope.high(), -term);
                    double sum = high[i] + term;
                    double shadow = sum - high[i];
                    double lost = (high[i] - (sum - shadow)) + (term - shadow);
                    high[i] = sum;
                    low[i] += lost + Math.fma(column[i], slope.low(), rest);
                }
            }
        }

        void merge(Tally other) {
            for (int w = 0; w < WIDTHS; w++) {
                loss.get(w).merge(other.loss.get(w));
            }
            curvature.merge(other.curvature);
            pull.merge(other.pull);
            hinge.merge(other.hinge);
            right[0] += other.right[0];
            right[1] += other.right[1];
        }

        void writeTo(ExactVector.Builder vector, int k) {
            for (int w = 0; w < WIDTHS; w++) {
                loss.get(w).writeTo(vector, "loss/" + k + "/" + w);
            }
            curvature.writeTo(vector, "curvature/" + k);
            pull.writeTo(vector, "pull/" + k);
            hinge.writeTo(vector, "hinge/" + k);
            vector.add("right/" + k, right);
        }
    }
}
