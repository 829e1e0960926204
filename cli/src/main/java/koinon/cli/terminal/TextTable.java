package koinon.cli.terminal;

import java.util.ArrayList;
import java.util.List;

/** A table in fixed-width letters: heads, a rule, rows; columns two blanks apart. */
public final class TextTable {
    /** On which side the cells of a column meet. */
    public enum Side {
        LEFT,
        RIGHT
    }

    /** Head of a column. */
    public record Column(String name, Side side) {}

    private TextTable() {}

    /** The lines of a table; every row has as many cells as there are columns. */
    public static List<String> lines(List<Column> columns, List<List<String>> rows) {
        int[] widths = new int[columns.size()];
        List<List<String>> all = new ArrayList<>();
        all.add(columns.stream().map(Column::name).toList());
        all.addAll(rows);
        List<List<String>> cleaned =
                all.stream().map(row -> row.stream().map(Terminal::clean).toList()).toList();
        for (List<String> row : cleaned) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], width(row.get(i)));
            }
        }
        List<String> lines = new ArrayList<>();
        for (List<String> row : cleaned) {
            lines.add(line(columns, row, widths));
            if (lines.size() == 1) {
                lines.add(rule(widths));
            }
        }
        return lines;
    }

    private static String line(List<Column> columns, List<String> cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            String blanks = " ".repeat(widths[i] - width(cells.get(i)));
            line.append(i == 0 ? "" : "  ");
            line.append(
                    columns.get(i).side() == Side.RIGHT
                            ? blanks + cells.get(i)
                            : cells.get(i) + blanks);
        }
        return line.toString().stripTrailing();
    }

    private static String rule(int[] widths) {
        List<String> parts = new ArrayList<>();
        for (int width : widths) {
            parts.add("─".repeat(width));
        }
        return String.join("  ", parts);
    }

    /** Columns on the screen: accents that combine take none, wide East Asian letters two. */
    static int width(String text) {
        return text.codePoints().map(TextTable::width).sum();
    }

    private static int width(int c) {
        int type = Character.getType(c);
        if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK) {
            return 0;
        }
        boolean wide =
                Character.isIdeographic(c)
                        || (c >= 0x1100 && c <= 0x115F)
                        || (c >= 0x3040 && c <= 0x30FF)
                        || (c >= 0xAC00 && c <= 0xD7A3)
                        || (c >= 0xFF00 && c <= 0xFF60);
        return wide ? 2 : 1;
    }
}
