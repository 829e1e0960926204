package koinon.model.result;

import java.util.List;

/**
 * A table as one would print it. Every row has as many cells as there are columns.
 *
 * @param note a sentence below the table, may be empty
 */
public record Table(String title, List<Column> columns, List<List<Cell>> rows, String note) {
    public Table {
        columns = List.copyOf(columns);
        rows = rows.stream().map(List::copyOf).toList();
        for (List<Cell> row : rows) {
            if (row.size() != columns.size()) {
                throw new IllegalArgumentException(
                        "a row has " + row.size() + " cells, not " + columns.size());
            }
        }
    }

    /** How numbers of a column are written. */
    public enum Format {
        TEXT,
        /** Whole number. */
        COUNT,
        /** Significant digits. */
        NUMBER,
        /** 0.034, or &lt; 0.001. */
        P_VALUE,
        PERCENT
    }

    /**
     * @param unit may be empty
     */
    public record Column(String name, Format format, String unit) {
        public Column(String name, Format format) {
            this(name, format, "");
        }
    }

    /** Content of a cell. */
    public sealed interface Cell {
        record Text(String value) implements Cell {}

        record Value(Statistic value) implements Cell {}

        static Cell of(String text) {
            return new Text(text);
        }

        static Cell of(double value) {
            return new Value(Statistic.of(value));
        }

        static Cell of(Statistic value) {
            return new Value(value);
        }
    }
}
