package koinon.data.columns;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import koinon.data.columns.ColumnCache.Wanted;
import koinon.data.load.Database;
import koinon.data.load.Version;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.DataModel;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;

/** One query for several columns of a dataset, in the order of the rows in the file. */
final class Pull {
    private final Database database;
    private final Version version;
    private final String dataset;
    private final int rows;

    Pull(Database database, Version version, String dataset) {
        this.database = database;
        this.version = version;
        this.dataset = dataset;
        this.rows = Math.toIntExact(rows(version, dataset));
    }

    static long rows(Version version, String dataset) {
        Version.Part part = version.datasets().get(dataset);
        if (part == null) {
            throw new IllegalArgumentException("no dataset " + dataset);
        }
        return part.rows();
    }

    List<ColumnData> read(List<Wanted> wanted) {
        List<ColumnReader> readers = new ArrayList<>();
        List<String> selected = new ArrayList<>();
        for (Wanted one : wanted) {
            ColumnReader reader = ColumnReader.of(one, rows, version.rowIsPatient(dataset));
            readers.add(reader);
            selected.add(reader.select(expression(one)));
        }
        database.run(connection -> pull(connection, query(selected), readers));
        return readers.stream().map(ColumnReader::finish).toList();
    }

    private String expression(Wanted wanted) {
        return wanted.kind() == Kind.FOLD && version.rowIsPatient(dataset)
                ? version.content()
                : version.expression(wanted.variable().code());
    }

    private String query(List<String> selected) {
        String all = selected.stream().collect(Collectors.joining(", "));
        String where =
                version.mixed() ? " WHERE " + version.expression(DataModel.DATASET) + " = ?" : "";
        return "SELECT " + all + " FROM " + version.table() + where;
    }

    private int pull(DuckDBConnection connection, String query, List<ColumnReader> readers)
            throws SQLException {
        database.countQuery();
        int at = 0;
        try (DuckDBPreparedStatement statement = connection.prepare(query)) {
            statement.setQueryTimeout((int) database.timeout().toSeconds());
            if (version.mixed()) {
                statement.setString(1, dataset);
            }
            try (DuckDBChunkedResult result = statement.query()) {
                while (result.nextChunk()) {
                    DuckDBDataChunkReader chunk = result.chunk();
                    int count = (int) chunk.rowCount();
                    for (int i = 0; i < readers.size(); i++) {
                        readers.get(i).read(chunk.vector(i), at, count);
                    }
                    at += count;
                }
            }
        }
        if (at != rows) {
            throw new KoinonException(
                    ErrorCode.INTERNAL, "a table holds " + at + " rows where " + rows + " were");
        }
        return at;
    }
}
