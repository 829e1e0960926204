package koinon.testbed.bench;

import java.util.ArrayList;
import java.util.List;

/**
 * What a benchmark has found: tables, remarks, and its goals, met or missed.
 *
 * @param tables each with a head
 * @param remarks what a reader of the tables has to know
 */
record Findings(List<Table> tables, List<String> remarks, List<Goal> goals) {
    Findings {
        tables = List.copyOf(tables);
        remarks = List.copyOf(remarks);
        goals = List.copyOf(goals);
    }

    /** Cells as text; every row has as many as the head. */
    record Table(List<String> head, List<List<String>> rows) {
        Table {
            head = List.copyOf(head);
            rows = rows.stream().map(List::copyOf).toList();
        }

        List<String> markdown() {
            List<String> lines = new ArrayList<>();
            lines.add(line(head));
            lines.add("|" + " --- |".repeat(head.size()));
            rows.forEach(row -> lines.add(line(row)));
            return lines;
        }

        private static String line(List<String> cells) {
            return "| " + String.join(" | ", cells) + " |";
        }
    }

    /** The section's text. */
    List<String> markdown() {
        List<String> lines = new ArrayList<>();
        for (Table table : tables) {
            lines.addAll(table.markdown());
            lines.add("");
        }
        for (String remark : remarks) {
            lines.add(remark);
            lines.add("");
        }
        lines.addAll(Goal.table(goals).markdown());
        return lines;
    }
}
