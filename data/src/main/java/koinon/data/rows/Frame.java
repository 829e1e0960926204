package koinon.data.rows;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import koinon.data.columns.CodeColumn;
import koinon.data.columns.PatientColumn;
import koinon.model.metadata.Variable;
import koinon.model.request.Preprocessing.Longitudinal;
import koinon.model.request.Preprocessing.Strategy;

/** What the rows of an analysis are made of: places, each one row of a dataset or two. */
sealed interface Frame {
    /** Number of places. */
    int size();

    /** Rows within the filter that belong to no place, though they might have. */
    long unpaired();

    /** From a place to the rows that a variable is read from. */
    List<IntUnaryOperator> rows(Strategy strategy);

    /** Every row is a place. */
    record Single(int size) implements Frame {
        @Override
        public long unpaired() {
            return 0;
        }

        @Override
        public List<IntUnaryOperator> rows(Strategy strategy) {
            return List.of(IntUnaryOperator.identity());
        }
    }

    /**
     * A place is a patient with one row of each of two visits, in the order of the first visit's
     * rows. A patient with several rows of a visit has no place: which one is meant is not known,
     * and to choose by the order of a file would make results depend on it.
     *
     * @param first rows of the first visit
     * @param second rows of the second visit
     */
    record Pairs(int[] first, int[] second, long unpaired) implements Frame {
        private static final int NONE = -1;
        private static final int SEVERAL = -2;

        static Pairs of(Part part, BitSet filtered, Longitudinal visits) {
            Variable visit = part.model().require(Longitudinal.VISIT);
            if (!part.has(visit)) {
                return new Pairs(new int[0], new int[0], 0);
            }
            CodeColumn codes = (CodeColumn) part.columns(List.of(visit)).getFirst();
            BitSet one = at(codes, visit.levelIndex(visits.visit1()), filtered);
            BitSet other = at(codes, visit.levelIndex(visits.visit2()), filtered);
            long all = (long) one.cardinality() + other.cardinality();
            Optional<PatientColumn> patients = part.patients();
            return patients.map(p -> join(p, one, other, all))
                    .orElseGet(() -> new Pairs(new int[0], new int[0], all));
        }

        private static BitSet at(CodeColumn visits, int visit, BitSet filtered) {
            BitSet rows = new BitSet();
            filtered.stream().filter(row -> visits.code(row) == visit).forEach(rows::set);
            return rows;
        }

        private static Pairs join(PatientColumn patients, BitSet one, BitSet other, long all) {
            int[] firsts = byPatient(patients, one);
            int[] seconds = byPatient(patients, other);
            int[] first =
                    one.stream()
                            .filter(row ->
                                    firsts[patients.patient(row)] == row
                                            && seconds[patients.patient(row)] >= 0)
                            .toArray();
            int[] second =
                    Arrays.stream(first).map(row -> seconds[patients.patient(row)]).toArray();
            return new Pairs(first, second, all - 2L * first.length);
        }

        /** The row of each patient, or why there is none. */
        private static int[] byPatient(PatientColumn patients, BitSet rows) {
            int[] byPatient = new int[patients.patients()];
            Arrays.fill(byPatient, NONE);
            rows.stream()
                    .forEach(row -> {
                        int patient = patients.patient(row);
                        boolean only = patients.named(patient) && byPatient[patient] == NONE;
                        byPatient[patient] = only ? row : SEVERAL;
                    });
            return byPatient;
        }

        @Override
        public int size() {
            return first.length;
        }

        @Override
        public List<IntUnaryOperator> rows(Strategy strategy) {
            return switch (strategy) {
                case FIRST -> List.of(place -> first[place]);
                case SECOND -> List.of(place -> second[place]);
                case DIFF -> List.of(place -> first[place], place -> second[place]);
            };
        }
    }
}
