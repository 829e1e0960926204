package koinon.data.rows;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import koinon.data.columns.CodeColumn;
import koinon.data.columns.ColumnData;
import koinon.data.columns.FoldColumn;
import koinon.data.columns.NumberColumn;
import koinon.data.columns.PatientColumn;
import koinon.data.columns.TextColumn;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Variable;

/**
 * Which rows of a dataset an analysis uses: those within the filter that have a value, within its
 * published bound, in every variable. Rows left out are counted by the first reason that holds:
 * missing, then out of bounds.
 */
final class Selection {
    private final boolean all;
    private final int[] rows;
    private final int count;
    private final long missing;
    private final long outOfBounds;
    private final long patients;

    private Selection(Builder builder, int[] rows, boolean all, long patients) {
        this.all = all;
        this.rows = rows;
        this.count = builder.chosen.cardinality();
        this.missing = builder.missing;
        this.outOfBounds = builder.outOfBounds;
        this.patients = patients;
    }

    /** Whether every row of the dataset is used. */
    boolean all() {
        return all;
    }

    /** The rows used, ascending; empty when all are. */
    int[] rows() {
        return rows;
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
        return 64 + 4L * rows.length;
    }

    /** The place-th row used. */
    int row(int place) {
        return all ? place : rows[place];
    }

    /** Chooses from the rows within the filter, which are consumed. */
    static Selection of(Part part, BitSet filtered, Set<String> variables, Bounds bounds) {
        Builder builder = new Builder(filtered);
        List<Variable> used =
                variables.stream()
                        .filter(name -> !name.equals(DataModel.DATASET))
                        .map(part.model()::require)
                        .toList();
        if (used.stream().allMatch(part::has)) {
            builder.drop(part, used, bounds);
        } else {
            builder.missing = filtered.cardinality();
            filtered.clear();
        }
        boolean all = filtered.cardinality() == part.rows();
        int[] rows = all ? new int[0] : filtered.stream().toArray();
        return new Selection(builder, rows, all, patients(part, filtered));
    }

    private static long patients(Part part, BitSet chosen) {
        Optional<PatientColumn> column = part.patients();
        if (column.isEmpty()) {
            return chosen.cardinality();
        }
        return patientsIn(column.get(), chosen).cardinality();
    }

    private static BitSet patientsIn(PatientColumn column, BitSet chosen) {
        BitSet found = new BitSet(column.patients());
        chosen.stream().forEach(row -> found.set(column.patient(row)));
        return found;
    }

    /** Keeps count of what is dropped. */
    private static final class Builder {
        private final BitSet chosen;
        private long missing;
        private long outOfBounds;

        Builder(BitSet chosen) {
            this.chosen = chosen;
        }

        void drop(Part part, List<Variable> used, Bounds bounds) {
            if (used.isEmpty()) {
                return;
            }
            List<ColumnData> columns = part.columns(used);
            long before = chosen.cardinality();
            columns.forEach(column -> dropMissing(column, part.rows()));
            long complete = chosen.cardinality();
            for (int i = 0; i < columns.size(); i++) {
                if (columns.get(i) instanceof NumberColumn numbers) {
                    dropBeyond(numbers, bounds.of(used.get(i).code()));
                }
            }
            missing = before - complete;
            outOfBounds = complete - chosen.cardinality();
        }

        private void dropMissing(ColumnData column, int rows) {
            switch (column) {
                case NumberColumn numbers when numbers.missing() > 0 -> {
                    for (int i = 0; i < rows; i++) {
                        if (Double.isNaN(numbers.value(i))) {
                            chosen.clear(i);
                        }
                    }
                }
                case CodeColumn codes when codes.missing() > 0 -> {
                    for (int i = 0; i < rows; i++) {
                        if (codes.code(i) < 0) {
                            chosen.clear(i);
                        }
                    }
                }
                case NumberColumn _, CodeColumn _ -> {}
                case TextColumn _, PatientColumn _, FoldColumn _ ->
                        throw new IllegalStateException("texts are not analysed");
            }
        }

        private void dropBeyond(NumberColumn column, double bound) {
            if (column.largest() <= bound) {
                return;
            }
            for (int i = chosen.nextSetBit(0); i >= 0; i = chosen.nextSetBit(i + 1)) {
                if (Math.abs(column.value(i)) > bound) {
                    chosen.clear(i);
                }
            }
        }
    }
}
