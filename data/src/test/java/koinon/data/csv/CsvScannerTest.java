package koinon.data.csv;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.random.RandomGenerator;
import koinon.model.trials.Trials;
import org.junit.jupiter.api.Test;

class CsvScannerTest {
    private record Row(long line, List<String> cells, Set<Fault> faults) {}

    private static List<Row> scan(byte[] bytes, CsvLimits limits) throws IOException {
        List<Row> rows = new ArrayList<>();
        try (CsvScanner scanner = new CsvScanner(new ByteArrayInputStream(bytes), limits)) {
            while (scanner.next()) {
                rows.add(
                        new Row(
                                scanner.line(),
                                List.copyOf(scanner.cells()),
                                Set.copyOf(scanner.faults())));
            }
        }
        return rows;
    }

    private static List<Row> scan(String text) throws IOException {
        return scan(text.getBytes(StandardCharsets.UTF_8), CsvLimits.DEFAULT);
    }

    private static Row row(long line, String... cells) {
        return new Row(line, List.of(cells), Set.of());
    }

    @Test
    void readsQuotesLineEndsAndBlankLines() throws IOException {
        assertThat(scan("\uFEFFa,b\r\n1,\"x,\"\"y\"\"\"\n\n2,\"p\nq\"\r3,\n,"))
                .containsExactly(
                        row(1, "a", "b"),
                        row(2, "1", "x,\"y\""),
                        row(4, "2", "p\nq"),
                        row(6, "3", ""),
                        row(7, "", ""));
    }

    @Test
    void readsNothingFromNothing() throws IOException {
        assertThat(scan("")).isEmpty();
        assertThat(scan("\n\r\n\n")).isEmpty();
        assertThat(scan("\uFEFF")).isEmpty();
    }

    @Test
    void keepsQuotesInsideUnquotedCells() throws IOException {
        assertThat(scan("5\" pipe,x")).containsExactly(row(1, "5\" pipe", "x"));
    }

    @Test
    void tellsFaultsAndGoesOn() throws IOException {
        byte[] bytes =
                "a\0b,c\n\"x\"y,z\n1,\u00E9\nok,ok\n\"open".getBytes(StandardCharsets.ISO_8859_1);
        List<Row> rows = scan(bytes, CsvLimits.DEFAULT);
        assertThat(rows).extracting(Row::line).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(rows)
                .extracting(Row::faults)
                .containsExactly(
                        Set.of(Fault.NUL_BYTE),
                        Set.of(Fault.TEXT_AFTER_QUOTE),
                        Set.of(Fault.WRONG_ENCODING),
                        Set.of(),
                        Set.of(Fault.UNTERMINATED_QUOTE));
    }

    /** A line that never ends; fails the test if much more than the limit is read. */
    private static final class Endless extends InputStream {
        private long given;

        @Override
        public int read() {
            assertThat(++given).isLessThan(1 << 20);
            return 'x';
        }

        @Override
        public int read(byte[] target, int from, int length) {
            for (int i = 0; i < length; i++) {
                target[from + i] = (byte) read();
            }
            return length;
        }
    }

    @Test
    void stopsAtALineThatIsTooLong() throws IOException {
        try (CsvScanner scanner = new CsvScanner(new Endless(), new CsvLimits(10, 1000))) {
            assertThat(scanner.next()).isTrue();
            assertThat(scanner.faults()).containsExactly(Fault.LINE_TOO_LONG);
            assertThat(scanner.next()).isFalse();
        }
    }

    @Test
    void stopsAtALineWithTooManyCells() throws IOException {
        byte[] bytes = (",".repeat(100) + "\n1,2\n").getBytes(StandardCharsets.UTF_8);
        List<Row> rows = scan(bytes, new CsvLimits(10, 1000));
        assertThat(rows).hasSize(1);
        assertThat(rows.getFirst().faults()).containsExactly(Fault.TOO_MANY_CELLS);
    }

    @Trials(100)
    void neverFailsOnRandomBytes(RandomGenerator random) throws IOException {
        byte[] bytes = new byte[random.nextInt(2_000)];
        byte[] alphabet = {',', '"', '\n', '\r', 'a', 0, (byte) 0xC3, (byte) 0xA9, '1', ' '};
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = alphabet[random.nextInt(alphabet.length)];
        }
        List<Row> rows = scan(bytes, new CsvLimits(50, 500));
        long last = 0;
        for (Row row : rows) {
            assertThat(row.line()).isGreaterThan(last);
            last = row.line();
        }
    }

    @Trials(50)
    void readsBackWhatWasWritten(RandomGenerator random) throws IOException {
        List<Row> rows = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        long line = 1;
        for (int r = 0; r < 20; r++) {
            List<String> cells = new ArrayList<>();
            for (int c = 0; c < 3; c++) {
                cells.add(
                        random.ints(random.nextInt(6), 0, 7)
                                .collect(
                                        StringBuilder::new,
                                        (s, i) -> s.append("a\",\n\u00E9 x".charAt(i)),
                                        StringBuilder::append)
                                .toString());
                text.append(c == 0 ? "\"" : ",\"").append(cells.get(c).replace("\"", "\"\""));
                text.append('"');
            }
            text.append(random.nextBoolean() ? "\n" : "\r\n");
            rows.add(new Row(line, List.copyOf(cells), Set.of()));
            line += 1 + String.join("", cells).chars().filter(ch -> ch == '\n').count();
        }
        assertThat(scan(text.toString())).isEqualTo(rows);
    }
}
