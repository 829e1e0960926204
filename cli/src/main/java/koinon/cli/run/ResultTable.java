package koinon.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import koinon.cli.terminal.TextTable;
import koinon.cli.terminal.TextTable.Column;
import koinon.cli.terminal.TextTable.Side;

/** A table of a result as lines: text to the left, numbers below each other at their points. */
final class ResultTable {
    private ResultTable() {}

    /** Lines of a table of the API, its title apart; reasons go to the cells' legend. */
    static List<String> lines(JsonNode table, Cells cells) {
        List<Column> heads = new ArrayList<>();
        List<List<String>> columns = new ArrayList<>();
        JsonNode rows = table.path("rows");
        int index = 0;
        for (JsonNode column : table.path("columns")) {
            String format = column.path("format").asText();
            List<String> texts = new ArrayList<>();
            for (JsonNode row : rows) {
                texts.add(cells.text(row.path(index), format));
            }
            index++;
            heads.add(new Column(head(column), side(format)));
            columns.add(format.equals("number") ? aligned(texts) : texts);
        }
        return TextTable.lines(heads, transposed(columns, rows.size()));
    }

    private static String head(JsonNode column) {
        String unit = column.path("unit").asText("");
        String name = column.path("name").asText();
        return unit.isBlank() ? name : name + " (" + unit + ")";
    }

    private static Side side(String format) {
        return format.equals("text") ? Side.LEFT : Side.RIGHT;
    }

    /** Blanks behind numbers with fewer decimals, so that the points stand in one line. */
    private static List<String> aligned(List<String> texts) {
        int most = texts.stream().mapToInt(ResultTable::decimals).max().orElse(0);
        return texts.stream()
                .map(text -> plain(text) ? text + " ".repeat(most - decimals(text)) : text)
                .toList();
    }

    /** Letters from the point on, the point included. */
    private static int decimals(String text) {
        return plain(text) && text.contains(".") ? text.length() - text.indexOf('.') : 0;
    }

    private static boolean plain(String text) {
        return text.matches("-?[0-9]+(\\.[0-9]+)?");
    }

    private static List<List<String>> transposed(List<List<String>> columns, int rows) {
        List<List<String>> lines = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            int at = row;
            lines.add(columns.stream().map(column -> column.get(at)).toList());
        }
        return lines;
    }
}
