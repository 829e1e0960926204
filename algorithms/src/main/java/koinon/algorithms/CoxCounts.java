package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.stats.design.DesignMatrix;
import koinon.stats.rows.Block;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactGram;
import koinon.stats.sums.RoundedSums;

/**
 * What a Cox regression knows of its rows before the first iteration: events and censored rows per
 * stratum and grid time, the sums of the covariates over the events there, and all second moments.
 */
record CoxCounts(DesignMatrix design, CoxOutcome outcome, ExactVector sums) {
    private static final String MOMENTS = "moments";
    private static final String EVENTS = "events";
    private static final String CENSORED = "censored";
    private static final String OUTSIDE = "outside";
    private static final String EVENT_SUMS = "covariates of events";

    /** Numbers that a round of so many columns and cells would hold. */
    static long size(int columns, int cells) {
        return (long) cells * (columns + 2);
    }

    static Step.Round round(
            Question question,
            DesignMatrix design,
            CoxOutcome outcome,
            Function<CoxCounts, Step> next) {
        return new Step.Round(
                "events and moments",
                schema(design, outcome),
                data -> local(data.completeCases(question.variables()), design, outcome),
                pooled -> next.apply(new CoxCounts(design, outcome, pooled.sums())));
    }

    private static VectorSchema schema(DesignMatrix design, CoxOutcome outcome) {
        return VectorSchema.of(
                Field.sums(MOMENTS, ExactGram.size(design.columns()), 0),
                Field.counts(EVENTS, outcome.cells()),
                Field.counts(CENSORED, outcome.cells()),
                Field.counts(OUTSIDE, 1),
                Field.sums(EVENT_SUMS, outcome.cells() * design.columns(), 0));
    }

    private static LocalAnswer local(Rows rows, DesignMatrix design, CoxOutcome outcome) {
        List<String> columns = new ArrayList<>(design.variables());
        columns.addAll(outcome.variables());
        Sweep sweep =
                rows.reduce(columns, () -> new Sweep(design, outcome), Sweep::add, Sweep::merge);
        ExactVector sums = sweep.vector(schema(design, outcome));
        return LocalAnswer.pooled(sums, Censuses.of(rows), design.columns());
    }

    /** One thread's pass over the rows. */
    private static final class Sweep {
        private final DesignMatrix design;
        private final CoxOutcome outcome;
        private final double[][] x;
        private final int[] cells = new int[Block.CAPACITY];
        private final ExactGram moments;
        private final long[] events;
        private final long[] censored;
        private final RoundedSums eventSums;
        private long outside;

        Sweep(DesignMatrix design, CoxOutcome outcome) {
            this.design = design;
            this.outcome = outcome;
            this.x = design.scratch();
            this.moments = new ExactGram(design.columns());
            this.events = new long[outcome.cells()];
            this.censored = new long[outcome.cells()];
            this.eventSums = new RoundedSums(outcome.cells() * design.columns(), 0);
        }

        void add(Block block) {
            int first = design.variables().size();
            design.fill(block, x);
            moments.add(x, block.size());
            outcome.cells(block, first, cells);
            int[] status = block.codes(first + 1);
            for (int i = 0; i < block.size(); i++) {
                if (cells[i] < 0) {
                    outside++;
                } else if (outcome.event(status[i])) {
                    events[cells[i]]++;
                    addEvent(cells[i], i);
                } else {
                    censored[cells[i]]++;
                }
            }
        }

        private void addEvent(int cell, int row) {
            for (int j = 0; j < x.length; j++) {
                eventSums.add(cell * x.length + j, x[j][row]);
            }
        }

        Sweep merge(Sweep other) {
            moments.merge(other.moments);
            eventSums.merge(other.eventSums);
            outside += other.outside;
            for (int i = 0; i < events.length; i++) {
                events[i] += other.events[i];
                censored[i] += other.censored[i];
            }
            return this;
        }

        ExactVector vector(VectorSchema schema) {
            ExactVector.Builder sums = ExactVector.builder(schema);
            moments.writeTo(sums, MOMENTS);
            sums.add(EVENTS, events).add(CENSORED, censored).add(OUTSIDE, 0, outside);
            eventSums.writeTo(sums, EVENT_SUMS);
            return sums.build();
        }
    }

    long rows() {
        return Census.of(sums).rows();
    }

    long outside() {
        return sums.count(OUTSIDE, 0);
    }

    long[] events() {
        return sums.counts(EVENTS);
    }

    long[] censored() {
        return sums.counts(CENSORED);
    }

    /** Second moments of the columns, as exact sums. */
    Moments moments() {
        return new Moments(design, sums);
    }

    /** Σ x of a column over the events of a cell, in steps of the column. */
    BigInteger eventSum(int cell, int column) {
        return sums.integer(EVENT_SUMS, cell * design.columns() + column);
    }
}
