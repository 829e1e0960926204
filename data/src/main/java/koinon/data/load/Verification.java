package koinon.data.load;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import koinon.data.check.Column;
import koinon.data.load.Version.Filled;
import koinon.data.load.Version.Part;
import org.duckdb.DuckDBConnection;

/**
 * One pass over a new table: counts every column per dataset and finds whether any cell is not what
 * the data model says, without telling which.
 */
final class Verification {
    private static final int BATCH = 200;
    private static final int LONGEST_DATASET = 200;

    private final Database database;
    private final Draft draft;

    private final SortedMap<String, Long> rows = new TreeMap<>();
    private final SortedMap<String, Long> patients = new TreeMap<>();
    private final SortedMap<String, SortedMap<String, Filled>> filled = new TreeMap<>();
    private long withoutPatient;
    private boolean clean = true;

    Verification(Database database, Draft draft) {
        this.database = database;
        this.draft = draft;
    }

    /**
     * What is in the table.
     *
     * @param withoutPatient rows that name no patient although there is a column for it
     */
    record Counts(SortedMap<String, Part> datasets, long withoutPatient) {
        long rows() {
            return datasets.values().stream().mapToLong(Part::rows).sum();
        }
    }

    /** The counts of the datasets; empty when some cell is wrong or there is no row. */
    Optional<Counts> run(DuckDBConnection connection) throws SQLException {
        database.query(connection, counts(), this::readCounts);
        for (int from = 0; clean && from < draft.columns().size(); from += BATCH) {
            List<Integer> batch = new ArrayList<>();
            for (int i = from; i < Math.min(from + BATCH, draft.columns().size()); i++) {
                batch.add(i);
            }
            database.query(connection, select(batch), row -> readBatch(row, batch));
        }
        SortedMap<String, Part> parts = new TreeMap<>();
        filled.forEach((code, columns) ->
                parts.put(code, new Part(count(rows, code), count(patients, code), columns)));
        return clean && !parts.isEmpty()
                ? Optional.of(new Counts(parts, withoutPatient))
                : Optional.empty();
    }

    private static long count(SortedMap<String, Long> counts, String code) {
        return counts.getOrDefault(code, 0L);
    }

    private String counts() {
        int patient = draft.patient();
        String who =
                patient < 0
                        ? "count(*), count(*)"
                        : "count(DISTINCT c" + patient + "), count(c" + patient + ")";
        return "SELECT c"
                + draft.dataset()
                + ", count(*), "
                + who
                + " FROM "
                + draft.table()
                + " GROUP BY 1";
    }

    private void readCounts(ResultSet row) throws SQLException {
        String code = row.getString(1);
        if (code == null || code.isBlank() || code.length() > LONGEST_DATASET) {
            clean = false;
            return;
        }
        long all = row.getLong(2);
        long named = row.getLong(4);
        rows.put(code, all);
        withoutPatient += all - named;
        patients.put(code, named == 0 ? all : row.getLong(3) + (named < all ? 1 : 0));
    }

    private String select(List<Integer> batch) {
        return batch.stream()
                .map(i -> aggregates("c" + i, draft.columns().get(i)))
                .collect(
                        Collectors.joining(
                                ", ",
                                "SELECT c" + draft.dataset() + ", ",
                                " FROM " + draft.table() + " GROUP BY c" + draft.dataset()));
    }

    private static String aggregates(String c, Column column) {
        return switch (column) {
            case Column.Numeric numeric ->
                    "count(%1$s), min(%1$s), max(%1$s)".formatted(c)
                            + (numeric.whole()
                                    ? ", count_if(%1$s <> trunc(%1$s))".formatted(c)
                                    : "");
            case Column.Coded coded ->
                    "count(%1$s), count(TRY_CAST(%1$s AS %2$s))".formatted(c, levels(coded));
            case Column.Text _ -> "count(" + c + ")";
        };
    }

    private static String levels(Column.Coded column) {
        return column.levels().stream()
                .map(Database::text)
                .collect(Collectors.joining(", ", "ENUM(", ")"));
    }

    private void readBatch(ResultSet row, List<Integer> batch) throws SQLException {
        SortedMap<String, Filled> byColumn =
                filled.computeIfAbsent(row.getString(1), code -> new TreeMap<>());
        int at = 2;
        for (int i : batch) {
            Column column = draft.columns().get(i);
            long present = row.getLong(at++);
            double largest = 0;
            switch (column) {
                case Column.Numeric numeric -> {
                    double min = row.getDouble(at++);
                    double max = row.getDouble(at++);
                    long broken = numeric.whole() ? row.getLong(at++) : 0;
                    clean &= present == 0 || (broken == 0 && sound(numeric, min, max));
                    largest = present == 0 ? 0 : Math.max(Math.abs(min), Math.abs(max));
                }
                case Column.Coded _ -> clean &= row.getLong(at++) == present;
                case Column.Text _ -> {}
            }
            byColumn.put(column.name(), new Filled(present, largest));
        }
    }

    /** NaN is above all numbers in the database, so the two ends tell of it and of infinities. */
    private static boolean sound(Column.Numeric column, double min, double max) {
        return Double.isFinite(min)
                && Double.isFinite(max)
                && column.range().contains(min)
                && column.range().contains(max);
    }
}
