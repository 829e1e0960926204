package koinon.data.check;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import koinon.data.csv.CsvLimits;
import koinon.data.csv.CsvScanner;
import koinon.data.csv.Fault;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.NumberText;
import koinon.model.metadata.Range;
import org.jspecify.annotations.Nullable;

/**
 * Looks at every cell of a CSV file and reports every problem with its line and column. Memory does
 * not depend on the size of the file: the first problems are kept, all are counted. Messages never
 * repeat a cell. Does not check relations between rows, such as one visit standing twice.
 */
public final class Checker {
    /** Most problems kept one by one. */
    public static final int CAP = 10_000;

    private static final int LONGEST_DATASET = 200;

    private final DataModel model;
    private final CsvLimits limits;
    private final Findings findings = new Findings(CAP);
    private int datasetColumn;
    private int patientColumn;
    private long missingPatients;
    private long rows;
    private List<Column> columns = List.of();
    private double[] numbers = {};
    private @Nullable String[] texts = {};

    private Checker(DataModel model, CsvLimits limits) {
        this.model = model;
        this.limits = limits;
    }

    /** Receives the rows of a file that can be understood, wrong cells as missing. */
    public interface RowSink {
        /** Called once, with sound columns, before any row. */
        void columns(List<Column> columns);

        /**
         * One row.
         *
         * @param numbers values of numeric columns, NaN where missing; scratch
         * @param texts cells of the other columns, null where missing; scratch
         */
        void row(double[] numbers, @Nullable String[] texts);
    }

    private static final class NoSink implements RowSink {
        @Override
        public void columns(List<Column> columns) {}

        @Override
        public void row(double[] numbers, @Nullable String[] texts) {}
    }

    /** Checks a file. */
    public static CheckReport check(Path file, DataModel model) {
        return scan(file, model, CsvLimits.DEFAULT, new NoSink());
    }

    /** Checks a file and hands its rows on. */
    public static CheckReport scan(Path file, DataModel model, CsvLimits limits, RowSink sink) {
        Checker checker = new Checker(model, limits);
        try (InputStream in = Files.newInputStream(file)) {
            checker.run(in, sink);
        } catch (IOException e) {
            checker.findings.add(0, "", ProblemCode.UNREADABLE, "the file cannot be read");
        }
        return checker.findings.report(checker.rows);
    }

    private void run(InputStream in, RowSink sink) throws IOException {
        try (CsvScanner scanner = new CsvScanner(in, limits)) {
            if (!scanner.next()) {
                findings.add(0, "", ProblemCode.EMPTY_FILE, "the file is empty");
                return;
            }
            addFaults(scanner);
            List<String> header = List.copyOf(scanner.cells());
            columns = Column.layout(header, model, findings);
            datasetColumn = header.indexOf(DataModel.DATASET);
            patientColumn = model.patient().map(p -> header.indexOf(p.code())).orElse(-1);
            if (!findings.structural()) {
                sink.columns(columns);
            }
            rows(scanner, sink);
        }
    }

    private void rows(CsvScanner scanner, RowSink sink) throws IOException {
        numbers = new double[columns.size()];
        texts = new @Nullable String[columns.size()];
        while (scanner.next()) {
            rows++;
            addFaults(scanner);
            if (scanner.cells().size() != columns.size()) {
                addRagged(scanner, columns.size());
                continue;
            }
            for (int i = 0; i < numbers.length; i++) {
                cell(scanner, i);
            }
            missing(scanner);
            if (!findings.structural()) {
                sink.row(numbers, texts);
            }
        }
        if (rows == 0) {
            findings.add(1, "", ProblemCode.NO_ROWS, "the file has a header and no rows");
        }
        Column.addMissingPatients(missingPatients, rows, model, findings);
    }

    private void addRagged(CsvScanner scanner, int expected) {
        if (scanner.faults().isEmpty()) {
            findings.add(
                    scanner.line(),
                    "",
                    ProblemCode.RAGGED_LINE,
                    "the line has "
                            + scanner.cells().size()
                            + " cells, the header has "
                            + expected);
        }
    }

    private void missing(CsvScanner scanner) {
        if (datasetColumn >= 0) {
            String dataset = scanner.cells().get(datasetColumn);
            if (dataset.isBlank() || dataset.length() > LONGEST_DATASET) {
                findings.add(
                        scanner.line(),
                        DataModel.DATASET,
                        ProblemCode.MISSING_DATASET,
                        "the row must name its dataset in 1 to " + LONGEST_DATASET + " characters");
            }
        }
        if (patientColumn >= 0 && scanner.cells().get(patientColumn).isEmpty()) {
            missingPatients++;
        }
    }

    private void cell(CsvScanner scanner, int i) {
        String cell = scanner.cells().get(i);
        numbers[i] = Double.NaN;
        texts[i] = null;
        if (cell.isEmpty()) {
            return;
        }
        switch (columns.get(i)) {
            case Column.Numeric column -> numbers[i] = number(scanner.line(), column, cell);
            case Column.Coded column -> texts[i] = level(scanner.line(), column, cell);
            case Column.Text _ -> texts[i] = cell;
        }
    }

    private double number(long row, Column.Numeric column, String cell) {
        double value = NumberText.parse(cell);
        if (Double.isNaN(value) || (column.whole() && value != Math.rint(value))) {
            findings.add(
                    row,
                    column.name(),
                    ProblemCode.WRONG_TYPE,
                    column.whole() ? "must be a whole number" : "must be a number");
            return Double.NaN;
        }
        if (!column.range().contains(value)) {
            Range range = column.range();
            findings.add(
                    row,
                    column.name(),
                    ProblemCode.OUT_OF_RANGE,
                    "must lie between "
                            + NumberText.format(range.min())
                            + " and "
                            + NumberText.format(range.max()));
            return Double.NaN;
        }
        return value;
    }

    private @Nullable String level(long row, Column.Coded column, String cell) {
        String level = column.level(cell);
        if (level == null) {
            findings.add(
                    row,
                    column.name(),
                    ProblemCode.UNKNOWN_LEVEL,
                    "must be one of the " + column.levels().size() + " levels of the data model");
        }
        return level;
    }

    private void addFaults(CsvScanner scanner) {
        for (Fault fault : scanner.faults()) {
            switch (fault) {
                case NUL_BYTE ->
                        add(scanner, ProblemCode.NUL_BYTE, "the line has a NUL byte: not text");
                case WRONG_ENCODING ->
                        add(scanner, ProblemCode.WRONG_ENCODING, "the line is not text in UTF-8");
                case TEXT_AFTER_QUOTE ->
                        add(scanner, ProblemCode.BAD_QUOTES, "text follows a closing quote");
                case UNTERMINATED_QUOTE ->
                        add(scanner, ProblemCode.BAD_QUOTES, "a quote opened here is never closed");
                case LINE_TOO_LONG ->
                        add(
                                scanner,
                                ProblemCode.LINE_TOO_LONG,
                                "the line is longer than "
                                        + limits.maxLineBytes()
                                        + " bytes; the rest of the file was not read");
                case TOO_MANY_CELLS ->
                        add(
                                scanner,
                                ProblemCode.TOO_MANY_COLUMNS,
                                "the line has more than "
                                        + limits.maxColumns()
                                        + " cells; the rest of the file was not read");
            }
        }
    }

    private void add(CsvScanner scanner, ProblemCode code, String message) {
        findings.add(scanner.line(), "", code, message);
    }
}
