package koinon.data.load;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import koinon.data.check.CheckReport;
import koinon.data.check.Checker;
import koinon.data.check.Column;
import koinon.data.csv.CsvLimits;
import koinon.model.metadata.DataModel;
import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.jspecify.annotations.Nullable;

/** Reads a file cell by cell: finds every problem, and fills the table with what is right. */
final class SlowImport {
    private final Database database;
    private final Catalogue catalogue;
    private final CsvLimits limits;
    private final boolean lenient;

    SlowImport(Database database, Catalogue catalogue, CsvLimits limits, boolean lenient) {
        this.database = database;
        this.catalogue = catalogue;
        this.limits = limits;
        this.lenient = lenient;
    }

    Importer.Outcome run(Path file, DataModel model, Supplier<ContentHash> hash) {
        AtomicReference<@Nullable CheckReport> refused = new AtomicReference<>();
        Optional<Version> version =
                database.attempt(connection -> {
                    TableSink sink = new TableSink(connection, model);
                    CheckReport report = sink.fill(file);
                    if (report.structural() || (!lenient && !report.clean())) {
                        refused.set(report);
                        return Optional.empty();
                    }
                    return Optional.of(publish(connection, sink.draft, hash, report));
                });
        version.ifPresent(catalogue::add);
        CheckReport report = refused.get();
        return report == null
                ? new Importer.Outcome.Imported(version.orElseThrow())
                : new Importer.Outcome.Refused(report);
    }

    private Version publish(
            DuckDBConnection connection,
            Draft draft,
            Supplier<ContentHash> hash,
            CheckReport report)
            throws SQLException {
        Verification.Counts counts =
                draft.verify(database, connection)
                        .orElseThrow(
                                () -> new IllegalStateException("checked cells are not sound"));
        Version version = draft.version(hash.get().hex(), counts, report);
        catalogue.write(connection, version);
        return version;
    }

    /** Carries a failure of the database through the checker. */
    private static final class SinkFailure extends RuntimeException {
        final SQLException failure;

        SinkFailure(SQLException failure) {
            super(failure);
            this.failure = failure;
        }
    }

    /** Appends rows to a new table. */
    private final class TableSink implements Checker.RowSink {
        private final DuckDBConnection connection;
        private Draft draft;
        private @Nullable DuckDBAppender appender;

        TableSink(DuckDBConnection connection, DataModel model) {
            this.connection = connection;
            this.draft = new Draft(catalogue.freshTable(), List.of(), model);
        }

        CheckReport fill(Path file) throws SQLException {
            try {
                return Checker.scan(file, draft.model(), limits, this);
            } catch (SinkFailure e) {
                throw e.failure;
            } finally {
                DuckDBAppender open = appender;
                if (open != null) {
                    open.close();
                }
            }
        }

        @Override
        public void columns(List<Column> columns) {
            draft = new Draft(draft.table(), columns, draft.model());
            try {
                database.execute(connection, draft.create());
                appender = connection.createAppender(draft.table());
            } catch (SQLException e) {
                throw new SinkFailure(e);
            }
        }

        @Override
        public void row(double[] numbers, @Nullable String[] texts) {
            DuckDBAppender open = appender;
            if (open == null) {
                throw new IllegalStateException("rows before columns");
            }
            try {
                open.beginRow();
                for (int i = 0; i < numbers.length; i++) {
                    append(open, numbers[i], texts[i]);
                }
                open.endRow();
            } catch (SQLException e) {
                throw new SinkFailure(e);
            }
        }

        private static void append(DuckDBAppender open, double number, @Nullable String text)
                throws SQLException {
            if (text != null) {
                open.append(text);
            } else if (Double.isNaN(number)) {
                open.appendNull();
            } else {
                open.append(number);
            }
        }
    }
}
