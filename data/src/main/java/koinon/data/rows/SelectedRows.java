package koinon.data.rows;

import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
import koinon.data.columns.LongNumbering;
import koinon.data.columns.PatientColumn;
import koinon.stats.rows.Block;
import koinon.stats.rows.Rows;

/** Rows chosen from several datasets, dataset after dataset in the order of their codes. */
final class SelectedRows implements Rows {
    /** The rows chosen from one dataset. */
    record Segment(Part part, Selection selection) {}

    private final Asked asked;
    private final RowSource.Settings settings;
    private final List<Segment> segments;

    SelectedRows(Asked asked, RowSource.Settings settings, List<Segment> segments) {
        this.asked = asked;
        this.settings = settings;
        this.segments = List.copyOf(segments);
    }

    @Override
    public long count() {
        return segments.stream().mapToLong(segment -> segment.selection().count()).sum();
    }

    @Override
    public long patients() {
        long alone = 0;
        LongNumbering keys = new LongNumbering();
        List<Segment> filled = segments.stream().filter(s -> s.selection().count() > 0).toList();
        if (filled.size() == 1) {
            return filled.getFirst().selection().patients();
        }
        for (Segment segment : filled) {
            Optional<PatientColumn> column = segment.part().patients();
            if (column.isEmpty()) {
                alone += segment.selection().patients();
            } else {
                addKeys(segment.selection(), column.get(), keys);
            }
        }
        return alone + keys.size();
    }

    private static void addKeys(Selection selection, PatientColumn column, LongNumbering keys) {
        BitSet found = new BitSet(column.patients());
        for (int i = 0; i < selection.count(); i++) {
            found.set(column.patient(selection.row(i)));
        }
        found.stream().forEach(patient -> keys.number(column.key(patient)));
    }

    @Override
    public Dropped dropped() {
        long missing = 0;
        long outOfBounds = 0;
        for (Segment segment : segments) {
            missing += segment.selection().missing();
            outOfBounds += segment.selection().outOfBounds();
        }
        return new Dropped(missing, outOfBounds);
    }

    @Override
    public <A> A reduce(
            List<String> variables,
            Supplier<A> zero,
            BiConsumer<A, Block> add,
            BinaryOperator<A> merge) {
        List<Asked.Use> used = asked.uses(variables);
        List<Filler> fillers =
                segments.stream()
                        .filter(segment -> segment.selection().count() > 0)
                        .map(segment -> Filler.of(segment, used, asked.bounds()))
                        .toList();
        int threads = count() < settings.parallelRows() ? 1 : settings.parallelism();
        return new Pass<>(fillers, zero, add).run(settings, threads, merge);
    }
}
