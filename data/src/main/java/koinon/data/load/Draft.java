package koinon.data.load;

import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import koinon.data.check.CheckReport;
import koinon.data.check.Column;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Variable;
import org.duckdb.DuckDBConnection;

/** A table that is being filled and is not a version yet. */
record Draft(String table, List<Column> columns, DataModel model) {

    List<String> names() {
        return columns.stream().map(Column::name).toList();
    }

    int dataset() {
        return names().indexOf(DataModel.DATASET);
    }

    /** Position of the column that names the patient, or -1. */
    int patient() {
        return model.patient().map(patient -> names().indexOf(patient.code())).orElse(-1);
    }

    /** The version that this table becomes; its counts come from the verification. */
    Version version(String contentHash, Verification.Counts counts, CheckReport report) {
        return new Version(
                ContentHash.id(contentHash, model),
                table,
                contentHash,
                model.id(),
                names(),
                patient() < 0 ? "" : model.patient().map(Variable::code).orElse(""),
                counts.datasets(),
                report);
    }

    /** Looks at the table once; empty when some cell is wrong. */
    Optional<Verification.Counts> verify(Database database, DuckDBConnection connection)
            throws SQLException {
        return new Verification(database, this).run(connection);
    }

    /** Statement that makes the empty table. */
    String create() {
        StringBuilder sql = new StringBuilder("CREATE TABLE ").append(table).append(" (");
        for (int i = 0; i < columns.size(); i++) {
            sql.append(i == 0 ? "c" : ", c").append(i).append(' ').append(type(columns.get(i)));
        }
        return sql.append(")").toString();
    }

    static String type(Column column) {
        return column instanceof Column.Numeric ? "DOUBLE" : "VARCHAR";
    }
}
