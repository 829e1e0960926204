package koinon.data.rows;

import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.LongAdder;
import koinon.model.exact.Grid;
import koinon.model.request.Filter;
import koinon.model.request.Preprocessing;

/** Chooses rows for questions, and remembers the choice. */
public final class RowSource {
    /**
     * How rows are worked through.
     *
     * @param parallelism most threads for one pass
     * @param parallelRows fewest rows for which more than one thread is used
     * @param executor runs the threads beside the caller's
     * @param timeout longest time that a pass waits for a thread
     * @param memoryBytes memory for remembered choices
     */
    public record Settings(
            int parallelism,
            long parallelRows,
            Executor executor,
            Duration timeout,
            long memoryBytes) {}

    private record Key(
            String version,
            String dataset,
            Filter filter,
            Preprocessing preprocessing,
            Set<String> names,
            Map<String, Grid> grids) {}

    private record MaskKey(String version, String dataset, Filter filter) {}

    private static final Filter ALL = Filter.all();

    private final Settings settings;
    private final Recent<Key, Selection> selections;
    private final Recent<MaskKey, BitSet> masks;
    private final LongAdder made = new LongAdder();

    public RowSource(Settings settings) {
        this.settings = settings;
        this.selections = new Recent<>(settings.memoryBytes() * 3 / 4, Selection::bytes);
        this.masks = new Recent<>(settings.memoryBytes() / 4, mask -> 64 + mask.size() / 8);
    }

    Settings settings() {
        return settings;
    }

    /** Selections worked out so far, not counting those remembered. */
    public long made() {
        return made.sum();
    }

    /**
     * The rows of a part.
     *
     * @param uses what stands behind the names
     */
    Selection select(Part part, Asked asked, SortedSet<String> names, List<Asked.Use> uses) {
        Key key =
                new Key(
                        part.version().id(),
                        part.dataset(),
                        asked.filter(),
                        asked.preprocessing(),
                        names,
                        asked.bounds()
                                .only(uses.stream().map(use -> use.variable().code()).toList()));
        Optional<Selection> known = selections.get(key);
        if (known.isPresent()) {
            return known.get();
        }
        BitSet mask = mask(part, asked.filter());
        Selection selection =
                switch (asked.preprocessing()) {
                    case Preprocessing.None _ -> Selection.ofRows(part, mask, uses, asked.bounds());
                    case Preprocessing.Longitudinal visits ->
                            Selection.ofPairs(
                                    part, Frame.Pairs.of(part, mask, visits), uses, asked.bounds());
                };
        made.increment();
        selections.put(key, selection);
        return selection;
    }

    private BitSet mask(Part part, Filter filter) {
        if (filter.equals(ALL)) {
            BitSet every = new BitSet(part.rows());
            every.set(0, part.rows());
            return every;
        }
        MaskKey key = new MaskKey(part.version().id(), part.dataset(), filter);
        BitSet mask =
                masks.get(key)
                        .orElseGet(() -> {
                            BitSet fresh = FilterMask.of(filter, part);
                            masks.put(key, fresh);
                            return fresh;
                        });
        return (BitSet) mask.clone();
    }
}
