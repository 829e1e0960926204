package koinon.data.columns;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import koinon.data.columns.ColumnCache.Wanted;
import koinon.data.load.Database;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.Variable;
import org.duckdb.DuckDBReadableVector;

/** Fills one column from the chunks of a query. */
sealed interface ColumnReader {
    /** What the query selects for this column. */
    String select(String column);

    /** Takes the next rows of a chunk, to be put at a place of the column. */
    void read(DuckDBReadableVector vector, int at, int count);

    ColumnData finish();

    /**
     * @param rowIsPatient whether every row is a patient of its own
     */
    static ColumnReader of(Wanted wanted, int rows, boolean rowIsPatient) {
        Variable variable = wanted.variable();
        return switch (wanted.kind()) {
            case NUMBER -> new Numbers(new double[rows]);
            case CODE ->
                    new Codes(variable, new CodeColumn.Builder(rows, variable.levels().size()));
            case TEXT -> new Texts(new int[rows]);
            case PATIENT -> new Patients(new int[rows]);
            case FOLD -> new Folds(wanted.folds(), rows, rowIsPatient);
        };
    }

    /** Numbers; the cast is for a column of patients that is also a number. */
    final class Numbers implements ColumnReader {
        private final double[] values;

        Numbers(double[] values) {
            this.values = values;
        }

        @Override
        public String select(String column) {
            return "TRY_CAST(" + column + " AS DOUBLE)";
        }

        @Override
        public void read(DuckDBReadableVector vector, int at, int count) {
            for (int i = 0; i < count; i++) {
                values[at + i] = vector.getDouble(i, Double.NaN);
            }
        }

        @Override
        public ColumnData finish() {
            return new NumberColumn(values);
        }
    }

    /** Codes, found by the database in the levels of the data model. */
    record Codes(Variable variable, CodeColumn.Builder codes) implements ColumnReader {
        @Override
        public String select(String column) {
            String levels =
                    variable.levels().stream()
                            .map(level -> Database.text(level.code()))
                            .collect(Collectors.joining(", "));
            return levels.isEmpty()
                    ? "NULL::INTEGER"
                    : "enum_code(TRY_CAST(" + column + " AS ENUM(" + levels + ")))::INTEGER";
        }

        @Override
        public void read(DuckDBReadableVector vector, int at, int count) {
            for (int i = 0; i < count; i++) {
                codes.set(at + i, vector.getInt(i, -1));
            }
        }

        @Override
        public ColumnData finish() {
            return codes.build();
        }
    }

    /** Texts, numbered as they come. */
    final class Texts implements ColumnReader {
        private static final int MOST = 2_000_000;

        private final int[] codes;
        private final Map<String, Integer> numbers = new HashMap<>();
        private final List<String> dictionary = new ArrayList<>();

        Texts(int[] codes) {
            this.codes = codes;
        }

        @Override
        public String select(String column) {
            return column;
        }

        @Override
        public void read(DuckDBReadableVector vector, int at, int count) {
            for (int i = 0; i < count; i++) {
                codes[at + i] = vector.isNull(i) ? -1 : number(vector.getString(i));
            }
        }

        private int number(String text) {
            if (dictionary.size() > MOST) {
                throw new KoinonException(
                        ErrorCode.OUT_OF_RESOURCES,
                        "a text variable has more than " + MOST + " different texts to filter by");
            }
            return numbers.computeIfAbsent(
                    text,
                    added -> {
                        dictionary.add(added);
                        return dictionary.size() - 1;
                    });
        }

        @Override
        public ColumnData finish() {
            return new TextColumn(dictionary, codes);
        }
    }

    /** Patients by a hash of their name; rows that name none share one patient. */
    final class Patients implements ColumnReader {
        private static final long NOBODY = -1;

        private final int[] index;
        private final LongNumbering numbering = new LongNumbering();

        Patients(int[] index) {
            this.index = index;
        }

        @Override
        public String select(String column) {
            return "CASE WHEN "
                    + column
                    + " IS NULL THEN NULL ELSE (hash("
                    + column
                    + ") >> 1)::BIGINT END";
        }

        @Override
        public void read(DuckDBReadableVector vector, int at, int count) {
            for (int i = 0; i < count; i++) {
                index[at + i] = numbering.number(vector.getLong(i, NOBODY));
            }
        }

        @Override
        public ColumnData finish() {
            return new PatientColumn(index, numbering.keys());
        }
    }

    /** Keyed hashes of names; rows that name no patient share one. */
    final class Folds implements ColumnReader {
        private final long[] hashes;
        private final boolean rowIsPatient;
        private final Mac mac;
        private final LongNumbering contents = new LongNumbering();
        private int[] seen = new int[16];

        /**
         * @param rowIsPatient whether the names are hashes of rows in hexadecimal digits, of which
         *     equal ones are told apart by their number
         */
        Folds(FoldKey key, int rows, boolean rowIsPatient) {
            this.hashes = new long[rows];
            this.rowIsPatient = rowIsPatient;
            this.mac = key.hash();
        }

        @Override
        public String select(String column) {
            return column;
        }

        @Override
        public void read(DuckDBReadableVector vector, int at, int count) {
            for (int i = 0; i < count; i++) {
                String name = vector.isNull(i) ? "" : vector.getString(i);
                hashes[at + i] = hash(rowIsPatient ? numbered(name) : name);
            }
        }

        private String numbered(String name) {
            int content = contents.number(Long.parseUnsignedLong(name, 0, 16, 16));
            if (content == seen.length) {
                seen = Arrays.copyOf(seen, 2 * content);
            }
            return name + "#" + seen[content]++;
        }

        private long hash(String name) {
            byte[] digest = mac.doFinal(name.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(digest).getLong() >>> 12;
        }

        @Override
        public ColumnData finish() {
            return new FoldColumn(hashes);
        }
    }
}
