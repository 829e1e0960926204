package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.stats.design.DesignMatrix;
import koinon.stats.elementary.Elementary;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactGram;
import koinon.stats.sums.RoundedSums;

/**
 * One evaluation of a partial likelihood: sums over the rows that leave between one event time of
 * their stratum and the next, from which the global step forms the sums over those at risk.
 *
 * <pre>
 *   η = Σ b_j u_j, clamped to ±{@value #CLAMP};   w = exp η
 *   per event time: Σ w,  Σ w u_j,  Σ w u_j u_k     over all who leave, and, for Efron's ties,
 *                                                   over those with the event
 * </pre>
 *
 * <p>Each term is rounded once to a step of 2^{@value #STEP} (|u| ≤ 1, w ≤ 2^44) and summed in 128
 * bits.
 */
final class CoxRound {
    static final double CLAMP = 30;
    private static final int STEP = -48;

    private final Question question;
    private final CoxOutcome outcome;
    private final CoxColumns columns;
    private final CoxTimes eventTimes;
    private final boolean efron;
    private final int width;
    private final VectorSchema schema;

    CoxRound(Question question, CoxColumns columns, CoxTimes eventTimes) {
        this.question = question;
        this.outcome = eventTimes.outcome();
        this.columns = columns;
        this.eventTimes = eventTimes;
        this.efron = question.text("ties").equals("efron");
        this.width = width(columns.size());
        int length = eventTimes.count() * width;
        this.schema =
                VectorSchema.of(
                        Field.sums("leaving", length, STEP),
                        Field.sums("events", efron ? length : 0, STEP),
                        Field.counts("clamped", 1));
    }

    /** Sums per event time: of w, w u and w u uᵀ. */
    static int width(int columns) {
        return 1 + columns + ExactGram.size(columns);
    }

    Step.Round at(double[] b, int iteration, Function<CoxSums, Step> next) {
        return new Step.Round(
                "iteration " + iteration,
                schema,
                data -> local(data, b),
                pooled -> next.apply(new CoxSums(pooled.sums(), columns.size(), efron)));
    }

    private LocalAnswer local(LocalData data, double[] b) {
        Rows rows = data.completeCases(question.variables());
        List<String> variables = new ArrayList<>(columns.design().variables());
        variables.addAll(outcome.variables());
        Sweep sweep = rows.reduce(variables, () -> new Sweep(b), Sweep::add, Sweep::merge);
        return LocalAnswer.pooled(sweep.vector(), Censuses.of(rows), columns.size());
    }

    /** One thread's pass over the rows at one point. */
    private final class Sweep {
        private final double[] b;
        private final double[][] cells = columns.design().scratch();
        private final double[][] u = new double[columns.size()][Block.CAPACITY];
        private final double[] weights = new double[Block.CAPACITY];
        private final int[] places = new int[Block.CAPACITY];
        private final RoundedSums leaving = new RoundedSums(eventTimes.count() * width, STEP);
        private final RoundedSums events =
                new RoundedSums(efron ? eventTimes.count() * width : 0, STEP);
        private long clamped;

        Sweep(double[] b) {
            this.b = b;
        }

        void add(Block block) {
            int n = block.size();
            DesignMatrix design = columns.design();
            design.fill(block, cells);
            columns.scale(cells, n, u);
            weigh(n);
            int first = design.variables().size();
            outcome.cells(block, first, places);
            int[] status = block.codes(first + 1);
            for (int i = 0; i < n; i++) {
                int place = places[i] < 0 ? -1 : eventTimes.place(places[i]);
                if (place >= 0) {
                    add(leaving, place * width, i);
                    if (efron && outcome.event(status[i])) {
                        add(events, place * width, i);
                    }
                }
            }
        }

        private void weigh(int n) {
            Arrays.fill(weights, 0, n, 0);
            for (int k = 0; k < b.length; k++) {
                for (int i = 0; i < n; i++) {
                    weights[i] = Math.fma(u[k][i], b[k], weights[i]);
                }
            }
            for (int i = 0; i < n; i++) {
                double eta = Math.max(-CLAMP, Math.min(CLAMP, weights[i]));
                clamped += eta == weights[i] ? 0 : 1;
                weights[i] = eta;
            }
            Elementary.exp(weights, weights, n);
        }

        private void add(RoundedSums sums, int from, int row) {
            int at = from;
            double w = weights[row];
            sums.add(at++, w);
            for (double[] column : u) {
                sums.add(at++, w * column[row]);
            }
            for (int j = 0; j < u.length; j++) {
                double wu = w * u[j][row];
                for (int k = j; k < u.length; k++) {
                    sums.add(at++, wu * u[k][row]);
                }
            }
        }

        Sweep merge(Sweep other) {
            leaving.merge(other.leaving);
            events.merge(other.events);
            clamped += other.clamped;
            return this;
        }

        ExactVector vector() {
            ExactVector.Builder sums = ExactVector.builder(schema);
            leaving.writeTo(sums, "leaving");
            events.writeTo(sums, "events");
            return sums.add("clamped", 0, clamped).build();
        }
    }
}
