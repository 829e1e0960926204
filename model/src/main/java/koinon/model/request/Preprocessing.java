package koinon.model.request;

import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** What happens to rows within the filter before an algorithm sees them. */
public sealed interface Preprocessing {
    /** Rows stay as they are. */
    Preprocessing NONE = new None();

    record None() implements Preprocessing {}

    /**
     * Two visits of a patient become one row: an inner join per patient and dataset. A row without
     * its partner is dropped, and so are rows of a patient who has several of one visit.
     *
     * <pre>
     *   first   value at visit1
     *   second  value at visit2
     *   diff    value at visit2 - value at visit1, called NAME_diff
     * </pre>
     *
     * @param visit1 level of the variable {@link #VISIT}
     * @param strategies by code, one for every variable of x and y
     */
    record Longitudinal(String visit1, String visit2, SortedMap<String, Strategy> strategies)
            implements Preprocessing {
        /** The variable that tells visits apart. */
        public static final String VISIT = "visitid";

        private static final String DIFFERENCE = "_diff";

        public Longitudinal {
            strategies = Collections.unmodifiableSortedMap(new TreeMap<>(strategies));
        }

        /** What a variable of the data model is called in the question and in its result. */
        public String name(String variable) {
            return strategies.get(variable) == Strategy.DIFF ? variable + DIFFERENCE : variable;
        }

        public List<String> names(List<String> variables) {
            return variables.stream().map(this::name).toList();
        }
    }

    /** Which value of a pair of visits stands for a variable. */
    enum Strategy {
        FIRST("first"),
        SECOND("second"),
        DIFF("diff");

        private final String word;

        Strategy(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        /** The strategy of a word, where there is one. */
        public static Optional<Strategy> of(String word) {
            return Arrays.stream(values()).filter(s -> s.word.equals(word)).findFirst();
        }
    }
}
