package koinon.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import koinon.cli.terminal.Terminal;
import koinon.cli.terminal.TextTable;
import koinon.cli.terminal.TextTable.Column;
import koinon.cli.terminal.TextTable.Side;

/**
 * A finished experiment as a page of text: warnings first, then the tables with their notes and the
 * reasons of cells without a number, then who took part and with how many rows.
 */
final class ResultPage {
    private final Terminal terminal;
    private final List<String> lines = new ArrayList<>();

    private ResultPage(Terminal terminal) {
        this.terminal = terminal;
    }

    /** The page of an experiment that has a result. */
    static List<String> of(JsonNode experiment, Terminal terminal) {
        ResultPage page = new ResultPage(terminal);
        JsonNode result = experiment.path("result");
        page.warnings(result);
        result.path("presentation").path("tables").forEach(page::table);
        page.method(result);
        page.participants(result);
        return page.lines;
    }

    private void warnings(JsonNode result) {
        for (JsonNode warning : result.path("warnings")) {
            lines.add(terminal.warning("Warning: " + Terminal.clean(warning.asText())));
        }
        if (!lines.isEmpty()) {
            lines.add("");
        }
    }

    private void table(JsonNode table) {
        Cells cells = new Cells();
        lines.add(terminal.bold(Terminal.clean(table.path("title").asText())));
        lines.addAll(ResultTable.lines(table, cells));
        String note = table.path("note").asText("");
        if (!note.isBlank()) {
            lines.add(Terminal.clean(note));
        }
        cells.legend().forEach(line -> lines.add(terminal.faint(Terminal.clean(line))));
        lines.add("");
    }

    private void method(JsonNode result) {
        String method = result.path("method").asText("");
        if (!method.isBlank()) {
            lines.add("Method: " + Terminal.clean(method));
        }
        String privacy = result.path("privacy").path("text").asText("");
        if (!privacy.isBlank()) {
            lines.add("Privacy: " + Terminal.clean(privacy));
        }
    }

    private void participants(JsonNode result) {
        Cells cells = new Cells();
        if (result.has("rows")) {
            lines.add(
                    "Rows: "
                            + Terminal.clean(cells.text(result.path("rows"), "count"))
                            + dropped(result.path("dropped"), cells));
        }
        List<List<String>> rows = new ArrayList<>();
        for (JsonNode site : result.path("sites")) {
            rows.add(
                    List.of(
                            site.path("name").asText(),
                            site.path("participation").asText(),
                            site.has("rows") ? cells.text(site.path("rows"), "count") : "",
                            dropped(site.path("dropped"), cells).replaceFirst("^, dropped: ", ""),
                            site.path("reason").asText("")));
        }
        if (!rows.isEmpty()) {
            lines.add("");
            lines.addAll(TextTable.lines(heads(), rows));
        }
        cells.legend().forEach(line -> lines.add(terminal.faint(Terminal.clean(line))));
    }

    private static List<Column> heads() {
        return List.of(
                new Column("Site", Side.LEFT),
                new Column("Took part", Side.LEFT),
                new Column("Rows", Side.RIGHT),
                new Column("Dropped", Side.LEFT),
                new Column("Why", Side.LEFT));
    }

    /** ", dropped: 3 missing, 1 out of bounds"; reasons that dropped nothing are left out. */
    private static String dropped(JsonNode dropped, Cells cells) {
        List<String> parts = new ArrayList<>();
        dropped.properties()
                .forEach(entry -> {
                    String count = cells.text(entry.getValue(), "count");
                    if (!count.equals("0")) {
                        parts.add(count + " " + words(entry.getKey()));
                    }
                });
        return parts.isEmpty() ? "" : ", dropped: " + String.join(", ", parts);
    }

    private static String words(String camelCase) {
        return Terminal.clean(
                camelCase.replaceAll("([a-z])([A-Z])", "$1 $2").toLowerCase(Locale.ROOT));
    }
}
