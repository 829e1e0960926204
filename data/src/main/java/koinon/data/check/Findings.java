package koinon.data.check;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** Collects problems: the first ones as they are, all of them as counts. */
public final class Findings {
    private final int cap;
    private final List<Problem> problems = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();
    private final SortedMap<String, Long> counts = new TreeMap<>();
    private long total;
    private boolean structural;

    /**
     * An empty collection.
     *
     * @param cap most problems kept one by one
     */
    public Findings(int cap) {
        this.cap = cap;
    }

    public void add(long row, String column, ProblemCode code, String message) {
        counts.merge(code.word() + "/" + column, 1L, Long::sum);
        boolean warning = code.severity() == ProblemCode.Severity.WARNING;
        List<Problem> list = warning ? warnings : problems;
        if (list.size() < cap) {
            list.add(new Problem(row, column, code, message));
        }
        if (!warning) {
            total++;
            structural |= code.severity() == ProblemCode.Severity.STRUCTURE;
        }
    }

    /** Whether anything was found that makes the file useless. */
    public boolean structural() {
        return structural;
    }

    public CheckReport report(long rows) {
        return new CheckReport(rows, total, problems, warnings, counts, structural);
    }
}
