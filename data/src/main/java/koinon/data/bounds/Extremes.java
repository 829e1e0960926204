package koinon.data.bounds;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import koinon.data.load.Catalogue;
import koinon.data.load.Database;
import koinon.data.load.Version;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Variable;
import org.duckdb.DuckDBConnection;

/**
 * The largest absolute values of a version, one per patient: worked out once for a version, in one
 * query per dataset and batch of variables, and kept beside its table. They never leave the site;
 * only bounds made from them do.
 *
 * @param values by dataset and variable, descending, at most {@link #KEPT} of each
 */
record Extremes(SortedMap<String, SortedMap<String, List<Double>>> values) {
    /** Patients remembered per variable. */
    static final int KEPT = BoundRule.MOST_PATIENTS;

    private static final int BATCH = 50;
    private static final ObjectMapper JSON = new ObjectMapper();

    /** The extremes of a version, from beside its table or, the first time, from the table. */
    static Extremes of(Version version, DataModel model, Database database, Catalogue catalogue) {
        try {
            Optional<String> known = catalogue.extremes(version.id());
            if (known.isPresent()) {
                return JSON.readValue(known.get(), Extremes.class);
            }
            Extremes fresh =
                    database.run(connection -> query(version, model, database, connection));
            catalogue.storeExtremes(version.id(), JSON.writeValueAsString(fresh));
            return fresh;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("the catalogue holds damaged extremes", e);
        }
    }

    private static Extremes query(
            Version version, DataModel model, Database database, DuckDBConnection connection)
            throws SQLException {
        SortedMap<String, SortedMap<String, List<Double>>> values = new TreeMap<>();
        for (String dataset : version.datasets().keySet()) {
            SortedMap<String, List<Double>> byVariable = new TreeMap<>();
            List<String> names =
                    version.present(dataset).stream()
                            .filter(name ->
                                    model.variable(name).filter(Variable::numerical).isPresent())
                            .toList();
            for (int from = 0; from < names.size(); from += BATCH) {
                List<String> batch = names.subList(from, Math.min(from + BATCH, names.size()));
                database.query(
                        connection,
                        select(version, dataset, batch),
                        row -> read(row, batch, byVariable));
            }
            values.put(dataset, byVariable);
        }
        return new Extremes(values);
    }

    private static void read(
            ResultSet row, List<String> batch, SortedMap<String, List<Double>> byVariable)
            throws SQLException {
        for (int i = 0; i < batch.size(); i++) {
            Array array = row.getArray(i + 1);
            List<Double> top = new ArrayList<>();
            if (array != null) {
                for (Object value : (Object[]) array.getArray()) {
                    top.add((Double) value);
                }
            }
            byVariable.put(batch.get(i), top);
        }
    }

    /** One row of lists: first the largest of each patient, then the largest of those. */
    private static String select(Version version, String dataset, List<String> batch) {
        String where =
                " WHERE " + version.expression(DataModel.DATASET) + " = " + Database.text(dataset);
        String tops =
                batch.stream()
                        .map(name -> "max(" + version.expression(name) + ", " + KEPT + ")")
                        .collect(Collectors.joining(", "));
        boolean rowIsPatient = version.rowIsPatient(dataset);
        String inner =
                batch.stream()
                        .map(version::expression)
                        .map(c -> absolute(c, rowIsPatient))
                        .collect(Collectors.joining(", "));
        String group = rowIsPatient ? "" : " GROUP BY " + version.expression(version.patient());
        return "SELECT "
                + tops
                + " FROM (SELECT "
                + inner
                + " FROM "
                + version.table()
                + where
                + group
                + ")";
    }

    private static String absolute(String c, boolean rowIsPatient) {
        String value = "abs(TRY_CAST(" + c + " AS DOUBLE))";
        return (rowIsPatient ? value : "max(" + value + ")") + " AS " + c;
    }

    /** The k-th largest value of a dataset; with fewer patients, the smallest of theirs. */
    Optional<Double> kth(String dataset, String variable, int k) {
        List<Double> top =
                Optional.ofNullable(values.get(dataset))
                        .flatMap(byVariable -> Optional.ofNullable(byVariable.get(variable)))
                        .orElse(List.of());
        return top.isEmpty() ? Optional.empty() : Optional.of(top.get(Math.min(k, top.size()) - 1));
    }
}
