package koinon.data.csv;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Reads CSV of RFC 4180 in UTF-8 (a byte order mark is skipped): commas, double quotes, quotes
 * doubled inside quotes; lines end with LF, CR LF or CR, also mixed. Blank lines are skipped.
 * Guarantee: memory is bounded by the limits, every line of the file is looked at unless a limit
 * ends the scan, and a faulty line is handed out with its faults. Line numbers count physical lines
 * from 1, also those inside quotes. Does not check that lines have equally many cells.
 */
public final class CsvScanner implements Closeable {
    private static final int EOF = -1;

    private final InputStream in;
    private final CsvLimits limits;
    private final byte[] buffer = new byte[1 << 16];
    private int position;
    private int filled;

    private byte[] cell = new byte[256];
    private int cellLength;
    private boolean ascii = true;
    private final List<String> cells = new ArrayList<>();
    private final EnumSet<Fault> faults = EnumSet.noneOf(Fault.class);
    private final CharsetDecoder decoder =
            StandardCharsets.UTF_8
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT);

    private long line; // where the record starts
    private long nextLine = 1;
    private int recordBytes;
    private boolean stopped;

    public CsvScanner(InputStream in, CsvLimits limits) throws IOException {
        this.in = in;
        this.limits = limits;
        skipMark();
    }

    private void skipMark() throws IOException {
        fill();
        if (filled >= 3
                && buffer[0] == (byte) 0xEF
                && buffer[1] == (byte) 0xBB
                && buffer[2] == (byte) 0xBF) {
            position = 3;
        }
    }

    /** Moves to the next line that is not blank; false at the end of the file. */
    public boolean next() throws IOException {
        while (!stopped) {
            line = nextLine;
            cells.clear();
            faults.clear();
            recordBytes = 0;
            boolean more = record();
            boolean blank = cells.size() == 1 && cells.getFirst().isEmpty() && faults.isEmpty();
            if (!blank && !(cells.isEmpty() && faults.isEmpty())) {
                stopped |= !more;
                return true;
            }
            stopped |= !more;
        }
        return false;
    }

    /** Physical line where the present record starts, from 1. */
    public long line() {
        return line;
    }

    /** Cells of the present record; valid until the next call of {@link #next}. */
    public List<String> cells() {
        return cells;
    }

    public Set<Fault> faults() {
        return faults;
    }

    /** Whether the record goes over several lines. */
    public boolean folded() {
        return nextLine > line + 1;
    }

    /** One record; false when the file ends with it. */
    private boolean record() throws IOException {
        while (true) {
            int end = read();
            if (end == '"') {
                end = quoted();
            }
            while (end != ',' && end != '\n' && end != EOF) {
                append(end);
                end = read();
            }
            boolean nothing = end == EOF && cells.isEmpty() && cellLength == 0 && recordBytes == 0;
            if (!nothing) {
                closeCell();
            }
            if (stopped || end == EOF) {
                return false;
            }
            if (end == '\n') {
                return true;
            }
        }
    }

    /** The inside of quotes, up to what ends the cell. */
    private int quoted() throws IOException {
        while (true) {
            int b = read();
            if (b == EOF) {
                faults.add(Fault.UNTERMINATED_QUOTE);
                return EOF;
            }
            if (b != '"') {
                append(b);
                continue;
            }
            int after = read();
            if (after != '"') {
                return afterQuote(after);
            }
            append('"');
        }
    }

    private int afterQuote(int after) throws IOException {
        int b = after;
        while (b != ',' && b != '\n' && b != EOF) {
            faults.add(Fault.TEXT_AFTER_QUOTE);
            b = read();
        }
        return b;
    }

    /** The next byte, with every kind of line end as LF. */
    private int read() throws IOException {
        int b = raw();
        if (b == '\r') {
            if (position == filled) {
                fill();
            }
            if (position < filled && buffer[position] == '\n') {
                position++;
            }
            b = '\n';
        }
        if (b == '\n') {
            nextLine++;
        }
        return b;
    }

    private int raw() throws IOException {
        if (position == filled) {
            fill();
        }
        if (filled <= 0 || stopped) {
            return EOF;
        }
        if (++recordBytes > limits.maxLineBytes()) {
            faults.add(Fault.LINE_TOO_LONG);
            stopped = true;
            return EOF;
        }
        return buffer[position++] & 0xFF;
    }

    private void fill() throws IOException {
        position = 0;
        filled = in.readNBytes(buffer, 0, buffer.length);
    }

    private void append(int b) {
        if (b == 0) {
            faults.add(Fault.NUL_BYTE);
        }
        if (cellLength == cell.length) {
            cell = Arrays.copyOf(cell, cell.length * 2);
        }
        ascii &= b < 0x80;
        cell[cellLength++] = (byte) b;
    }

    private void closeCell() {
        if (cells.size() == limits.maxColumns()) {
            faults.add(Fault.TOO_MANY_CELLS);
            stopped = true;
        } else {
            cells.add(text());
        }
        cellLength = 0;
        ascii = true;
    }

    private String text() {
        if (ascii) {
            return new String(cell, 0, cellLength, StandardCharsets.ISO_8859_1);
        }
        try {
            return decoder.decode(ByteBuffer.wrap(cell, 0, cellLength)).toString();
        } catch (CharacterCodingException e) {
            faults.add(Fault.WRONG_ENCODING);
            return "\uFFFD";
        }
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
