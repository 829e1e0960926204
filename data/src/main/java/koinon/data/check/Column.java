package koinon.data.check;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Level;
import koinon.model.metadata.NumberText;
import koinon.model.metadata.Range;
import koinon.model.metadata.SqlType;
import koinon.model.metadata.Variable;
import org.jspecify.annotations.Nullable;

/**
 * One column of a file, and what its cells must be. An empty cell is missing and never wrong.
 *
 * <p>Decisions: a whole number may be written with a fraction of zero (25.0 in a column of type
 * int). The level of an enumeration is compared as text; where a level is a whole number, a cell
 * with the same number written otherwise (1.0 for 1) means that level. The column that names the
 * patient is text whatever its type, so that no digits are lost.
 */
public sealed interface Column {
    String name();

    /** Numbers; {@code whole} of type int. */
    record Numeric(String name, boolean whole, Range range) implements Column {}

    /** Levels: the accepted texts. */
    record Coded(String name, Set<String> levels) implements Column {
        public Coded {
            levels = Set.copyOf(levels);
        }

        /** The level that a cell means, or null. */
        @Nullable String level(String cell) {
            if (levels.contains(cell)) {
                return cell;
            }
            double number = NumberText.parse(cell);
            String whole = Double.isNaN(number) ? cell : NumberText.format(number);
            return levels.contains(whole) ? whole : null;
        }
    }

    /** Any text. */
    record Text(String name) implements Column {}

    /** What the data model says about a column. */
    static Column of(String name, DataModel model) {
        Variable variable = model.variable(name).orElse(null);
        boolean patient = model.patient().filter(p -> p.code().equals(name)).isPresent();
        if (variable == null || patient || name.equals(DataModel.DATASET)) {
            return new Text(name);
        }
        if (variable.categorical()) {
            return new Coded(
                    name, new HashSet<>(variable.levels().stream().map(Level::code).toList()));
        }
        return variable.type() == SqlType.TEXT
                ? new Text(name)
                : new Numeric(name, variable.type() == SqlType.INT, variable.range());
    }

    /** Columns of a header; what is wrong with it goes to the findings. */
    static List<Column> layout(List<String> header, DataModel model, Findings findings) {
        Map<String, Integer> seen = new HashMap<>();
        for (String name : header) {
            int times = name.isBlank() ? 0 : seen.merge(name, 1, Integer::sum);
            if (times == 0) {
                findings.add(1, "", ProblemCode.BLANK_COLUMN, "a column has no name");
            } else if (times == 2) {
                findings.add(1, name, ProblemCode.DUPLICATE_COLUMN, "the column stands twice");
            } else if (times == 1 && model.variable(name).isEmpty()) {
                findings.add(
                        1,
                        name,
                        ProblemCode.UNKNOWN_COLUMN,
                        "data model " + model.id() + " has no such variable; it is kept, not used");
            }
        }
        if (!seen.containsKey(DataModel.DATASET)) {
            findings.add(
                    1,
                    DataModel.DATASET,
                    ProblemCode.MISSING_DATASET_COLUMN,
                    "the file needs a column 'dataset' that names the dataset of each row");
        }
        if (model.patient().isEmpty() || !seen.containsKey(model.patient().get().code())) {
            findings.add(
                    1,
                    model.patient().map(Variable::code).orElse(""),
                    ProblemCode.NO_PATIENT_COLUMN,
                    "no column names the patient: every row counts as a patient of its own");
        }
        return header.stream().map(name -> of(name, model)).toList();
    }

    /** Warns of rows that name no patient. */
    static void addMissingPatients(long missing, long rows, DataModel model, Findings findings) {
        if (missing == 0) {
            return;
        }
        findings.add(
                0,
                model.patient().map(Variable::code).orElse(""),
                missing == rows ? ProblemCode.NO_PATIENT_COLUMN : ProblemCode.MISSING_PATIENT,
                missing == rows
                        ? "no row names a patient: every row counts as a patient of its own"
                        : missing + " rows name no patient; together they count as one");
    }
}
