package koinon.data.rows;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.IntUnaryOperator;
import koinon.data.columns.CodeColumn;
import koinon.data.columns.ColumnData;
import koinon.data.columns.FoldColumn;
import koinon.data.columns.NumberColumn;
import koinon.data.columns.PatientColumn;
import koinon.data.columns.TextColumn;
import koinon.data.rows.Asked.Use;
import koinon.model.request.Preprocessing.Strategy;

/**
 * Which rows of a dataset an analysis uses: those within the filter that have a value, within its
 * published bound, in every variable. Rows left out are counted by the first reason that holds:
 * missing, then out of bounds.
 */
final class Selection {
    private final boolean all;
    private final int[] rows;
    private final int[] partners;
    private final int count;
    private final long missing;
    private final long outOfBounds;
    private final long patients;

    private Selection(Builder builder, boolean all, int[] rows, int[] partners) {
        this.all = all;
        this.rows = rows;
        this.partners = partners;
        this.count = builder.chosen.cardinality();
        this.missing = builder.missing;
        this.outOfBounds = builder.outOfBounds;
        this.patients = builder.patients;
    }

    /** Whether every row of the dataset is used. */
    boolean all() {
        return all;
    }

    /** The rows used, ascending; empty when all are. Of pairs, those of the first visit. */
    int[] rows() {
        return rows;
    }

    /** Of pairs, the rows of the second visit; else empty. */
    int[] partners() {
        return partners;
    }

    int count() {
        return count;
    }

    long missing() {
        return missing;
    }

    long outOfBounds() {
        return outOfBounds;
    }

    /** Patients among the rows used. */
    long patients() {
        return patients;
    }

    long bytes() {
        return 64 + 4L * (rows.length + partners.length);
    }

    /** The place-th row used. */
    int row(int place) {
        return all ? place : rows[place];
    }

    /** Chooses from the rows within the filter, which are consumed. */
    static Selection ofRows(Part part, BitSet filtered, List<Use> uses, Bounds bounds) {
        Builder builder = new Builder(part, new Frame.Single(part.rows()), filtered);
        builder.choose(uses, bounds);
        boolean all = filtered.cardinality() == part.rows();
        int[] rows = all ? new int[0] : filtered.stream().toArray();
        return new Selection(builder, all, rows, new int[0]);
    }

    /** Chooses from pairs of rows. */
    static Selection ofPairs(Part part, Frame.Pairs pairs, List<Use> uses, Bounds bounds) {
        BitSet chosen = new BitSet(pairs.size());
        chosen.set(0, pairs.size());
        Builder builder = new Builder(part, pairs, chosen);
        builder.choose(uses, bounds);
        int[] rows = chosen.stream().map(place -> pairs.first()[place]).toArray();
        int[] partners = chosen.stream().map(place -> pairs.second()[place]).toArray();
        return new Selection(builder, false, rows, partners);
    }

    /** Keeps count of what is dropped. */
    private static final class Builder {
        private final Part part;
        private final Frame frame;
        private final BitSet chosen;
        private long missing;
        private long outOfBounds;
        private long patients;

        Builder(Part part, Frame frame, BitSet chosen) {
            this.part = part;
            this.frame = frame;
            this.chosen = chosen;
        }

        void choose(List<Use> uses, Bounds bounds) {
            List<Use> read = uses.stream().filter(use -> !use.dataset()).toList();
            if (read.stream().map(Use::variable).allMatch(part::has)) {
                drop(read, bounds);
            } else {
                missing = chosen.cardinality();
                chosen.clear();
            }
            missing += frame.unpaired();
            patients = countPatients();
        }

        private void drop(List<Use> uses, Bounds bounds) {
            if (uses.isEmpty()) {
                return;
            }
            List<ColumnData> columns = part.columns(uses.stream().map(Use::variable).toList());
            long before = chosen.cardinality();
            for (int i = 0; i < columns.size(); i++) {
                for (IntUnaryOperator rows : frame.rows(uses.get(i).strategy())) {
                    dropMissing(columns.get(i), rows);
                }
            }
            long complete = chosen.cardinality();
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i) instanceof NumberColumn numbers) {
                    double bound = bounds.of(uses.get(i).variable().code());
                    for (IntUnaryOperator rows : frame.rows(uses.get(i).strategy())) {
                        dropBeyond(numbers, bound, rows);
                    }
                }
            }
            missing = before - complete;
            outOfBounds = complete - chosen.cardinality();
        }

        private void dropMissing(ColumnData column, IntUnaryOperator rows) {
            switch (column) {
                case NumberColumn numbers when numbers.missing() > 0 ->
                        dropWhere(i -> Double.isNaN(numbers.value(rows.applyAsInt(i))));
                case CodeColumn codes when codes.missing() > 0 ->
                        dropWhere(i -> codes.code(rows.applyAsInt(i)) < 0);
                case NumberColumn _, CodeColumn _ -> {}
                case TextColumn _, PatientColumn _, FoldColumn _ ->
                        throw new IllegalStateException("texts are not analysed");
            }
        }

        private void dropBeyond(NumberColumn column, double bound, IntUnaryOperator rows) {
            if (column.largest() > bound) {
                dropWhere(i -> Math.abs(column.value(rows.applyAsInt(i))) > bound);
            }
        }

        private void dropWhere(IntPredicate reason) {
            for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
                if (reason.test(i)) {
                    chosen.clear(i);
                }
            }
        }

        private long countPatients() {
            Optional<PatientColumn> column = part.patients();
            if (column.isEmpty()) {
                return chosen.cardinality();
            }
            BitSet found = new BitSet(column.get().patients());
            IntUnaryOperator rows = frame.rows(Strategy.FIRST).getFirst();
            chosen.stream().forEach(i -> found.set(column.get().patient(rows.applyAsInt(i))));
            return found.cardinality();
        }
    }
}
