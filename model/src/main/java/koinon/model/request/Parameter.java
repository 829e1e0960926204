package koinon.model.request;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Value of a parameter of an algorithm. */
public sealed interface Parameter {
    record Real(double value) implements Parameter {
        public Real {
            value = value == 0 ? 0.0 : value; // one zero, as in a filter
        }
    }

    record Int(long value) implements Parameter {}

    record Text(String value) implements Parameter {}

    record Flag(boolean value) implements Parameter {}

    record Many(List<Parameter> values) implements Parameter {
        public Many {
            values = List.copyOf(values);
        }
    }

    /** Named values, in the order of their names. */
    record Named(SortedMap<String, Parameter> values) implements Parameter {
        public Named {
            values = Collections.unmodifiableSortedMap(new TreeMap<>(values));
        }
    }
}
