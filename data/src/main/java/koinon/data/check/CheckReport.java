package koinon.data.check;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The result of looking at one file.
 *
 * @param rows data rows that were looked at
 * @param total problems found, warnings apart
 * @param problems the first of them, in the order of the file
 * @param warnings what does not speak against the file
 * @param counts all problems and warnings by {@code code/column}
 * @param structural whether the file as such cannot be used
 */
public record CheckReport(
        long rows,
        long total,
        List<Problem> problems,
        List<Problem> warnings,
        SortedMap<String, Long> counts,
        boolean structural) {
    public CheckReport {
        problems = List.copyOf(problems);
        warnings = List.copyOf(warnings);
        counts = new TreeMap<>(counts);
    }

    /** Nothing wrong, warnings apart. */
    public boolean clean() {
        return total == 0;
    }

    /** A few lines for people: the first problems and how many there are. */
    public String summary() {
        StringBuilder text = new StringBuilder();
        text.append(total).append(total == 1 ? " problem" : " problems");
        for (Problem problem : problems.subList(0, Math.min(10, problems.size()))) {
            text.append("\n  line ").append(problem.row());
            if (!problem.column().isEmpty()) {
                text.append(", column ").append(problem.column());
            }
            text.append(": ").append(problem.message());
        }
        if (total > 10) {
            text.append("\n  and ").append(total - Math.min(10, problems.size())).append(" more");
        }
        return text.toString();
    }
}
