package koinon.data.load;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import koinon.data.check.CheckReport;

/**
 * One immutable import of a file: the columns of its table and the counts of its datasets. Column i
 * of the file is column {@code c<i>} of table {@link #table}; numbers are DOUBLE, all else VARCHAR.
 *
 * @param id name of this import: file content, data model and leniency together
 * @param table where the rows are
 * @param contentHash SHA-256 of the file's bytes, in hexadecimal digits
 * @param columns names in the order of the file
 * @param patient name of the column that names the patient; empty when every row is one
 * @param datasets by code
 * @param report what the check found
 */
public record Version(
        String id,
        String table,
        String contentHash,
        String dataModel,
        List<String> columns,
        String patient,
        SortedMap<String, Part> datasets,
        CheckReport report) {
    public Version {
        columns = List.copyOf(columns);
        datasets = new TreeMap<>(datasets);
    }

    /**
     * One dataset of a file.
     *
     * @param columns by name
     */
    public record Part(long rows, long patients, SortedMap<String, Filled> columns) {
        public Part {
            columns = new TreeMap<>(columns);
        }
    }

    /**
     * How far a column is filled.
     *
     * @param present cells that are not missing
     * @param largest largest absolute value of a numeric column, else 0
     */
    public record Filled(long present, double largest) {}

    /** Expression of a column in SQL, for example {@code c12}. */
    public String expression(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            throw new IllegalArgumentException("no column " + column);
        }
        return "c" + index;
    }

    /** Expression of a hash of all cells of a row, in hexadecimal digits. */
    public String content() {
        String cells =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> "coalesce(c" + i + "::VARCHAR, chr(30))")
                        .collect(Collectors.joining(", "));
        return "sha256(concat_ws(chr(31), " + cells + "))";
    }

    /** Whether the table holds more than one dataset. */
    public boolean mixed() {
        return datasets.size() > 1;
    }

    /** Whether every row of a dataset counts as a patient of its own. */
    public boolean rowIsPatient(String dataset) {
        return patient.isEmpty() || !present(dataset).contains(patient);
    }

    /** Names of the columns of a dataset that are not wholly missing. */
    public List<String> present(String dataset) {
        List<String> names = new ArrayList<>();
        Part part = datasets.get(dataset);
        if (part != null) {
            part.columns()
                    .forEach((name, filled) -> {
                        if (filled.present() > 0) {
                            names.add(name);
                        }
                    });
        }
        return names;
    }
}
