package koinon.data.load;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import koinon.data.check.Checker;
import koinon.data.check.Column;
import koinon.data.check.Findings;
import koinon.data.csv.CsvLimits;
import koinon.data.csv.CsvScanner;
import koinon.model.metadata.DataModel;
import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets the database read a file with the types of the data model. Guarantee: a version comes out
 * only when every cell is right; otherwise nothing is left behind and nothing is said about why.
 */
final class FastImport {
    private static final Logger LOG = LoggerFactory.getLogger(FastImport.class);

    private final Database database;
    private final Catalogue catalogue;
    private final CsvLimits limits;

    FastImport(Database database, Catalogue catalogue, CsvLimits limits) {
        this.database = database;
        this.catalogue = catalogue;
        this.limits = limits;
    }

    Optional<Version> run(Path file, DataModel model, Supplier<ContentHash> hash) {
        Findings findings = new Findings(Checker.CAP);
        List<Column> columns = header(file, model, findings);
        if (columns.isEmpty() || findings.structural()) {
            return Optional.empty();
        }
        Draft draft = new Draft(catalogue.freshTable(), columns, model);
        Optional<Version> version =
                database.attempt(connection ->
                        read(connection, draft, file)
                                ? finish(connection, draft, findings, hash)
                                : Optional.empty());
        version.ifPresent(catalogue::add);
        return version;
    }

    private boolean read(DuckDBConnection connection, Draft draft, Path file) {
        try {
            database.execute(connection, createFrom(file, draft));
            return true;
        } catch (SQLException e) {
            // Its message may hold cells of the file: it is not logged.
            LOG.debug("The database does not take {} as it is; reading it cell by cell", file);
            return false;
        }
    }

    private Optional<Version> finish(
            DuckDBConnection connection, Draft draft, Findings findings, Supplier<ContentHash> hash)
            throws SQLException {
        Optional<Verification.Counts> counts = draft.verify(database, connection);
        if (counts.isEmpty() || hash.get().odd()) {
            return Optional.empty();
        }
        long rows = counts.get().rows();
        Column.addMissingPatients(counts.get().withoutPatient(), rows, draft.model(), findings);
        Version version = draft.version(hash.get().hex(), counts.get(), findings.report(rows));
        catalogue.write(connection, version);
        return Optional.of(version);
    }

    /** Columns of a header that stands on the first line, else none. */
    private List<Column> header(Path file, DataModel model, Findings findings) {
        try (InputStream in = Files.newInputStream(file);
                CsvScanner scanner = new CsvScanner(in, limits)) {
            boolean plain =
                    scanner.next()
                            && scanner.line() == 1
                            && scanner.faults().isEmpty()
                            && !scanner.folded();
            return plain ? Column.layout(List.copyOf(scanner.cells()), model, findings) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String createFrom(Path file, Draft draft) {
        String types =
                IntStream.range(0, draft.columns().size())
                        .mapToObj(i -> "'c" + i + "': '" + Draft.type(draft.columns().get(i)) + "'")
                        .collect(Collectors.joining(", ", "{", "}"));
        return "CREATE TABLE "
                + draft.table()
                + " AS SELECT * FROM read_csv("
                + Database.text(file.toString())
                + ", auto_detect = false, header = true, delim = ',', quote = '\"', escape = '\"',"
                + " nullstr = '', strict_mode = true, null_padding = false, max_line_size = "
                + limits.maxLineBytes()
                + ", columns = "
                + types
                + ")";
    }
}
