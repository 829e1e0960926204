package koinon.data.rows;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import koinon.data.columns.CodeColumn;
import koinon.data.columns.ColumnData;
import koinon.data.columns.FoldColumn;
import koinon.data.columns.NumberColumn;
import koinon.data.columns.PatientColumn;
import koinon.data.columns.TextColumn;
import koinon.data.rows.Asked.Use;
import koinon.model.metadata.Variable;
import koinon.model.request.Preprocessing.Strategy;
import koinon.stats.rows.Block;
import org.jspecify.annotations.Nullable;

/** Fills blocks from the chosen rows of one dataset. */
final class Filler {
    /** Where one variable of a block comes from. */
    private sealed interface Source {
        /** The same for every row: the code of the dataset, or missing. */
        record Constant(double value, int code) implements Source {}

        /** Numbers; those beyond the bound are missing. */
        record Numbers(NumberColumn column, double bound, Strategy strategy) implements Source {}

        /** Levels. */
        record Codes(CodeColumn column, Strategy strategy) implements Source {}
    }

    private final SelectedRows.Segment segment;
    private final Selection selection;
    private final List<Source> sources;

    private Filler(SelectedRows.Segment segment, List<Source> sources) {
        this.segment = segment;
        this.selection = segment.selection();
        this.sources = sources;
    }

    static Filler of(SelectedRows.Segment segment, List<Use> uses, Bounds bounds) {
        Part part = segment.part();
        List<Use> held =
                uses.stream()
                        .filter(use -> !use.dataset() && part.has(use.variable()))
                        .distinct()
                        .toList();
        List<Variable> variables = held.stream().map(Use::variable).toList();
        List<ColumnData> columns = held.isEmpty() ? List.of() : part.columns(variables);
        List<Source> sources = new ArrayList<>();
        for (Use use : uses) {
            int at = held.indexOf(use);
            int code = use.dataset() ? part.code() : -1;
            sources.add(
                    at >= 0
                            ? source(columns.get(at), use, bounds)
                            : new Source.Constant(Double.NaN, code));
        }
        return new Filler(segment, sources);
    }

    private static Source source(ColumnData column, Use use, Bounds bounds) {
        return switch (column) {
            case NumberColumn numbers ->
                    new Source.Numbers(numbers, bounds.of(use.variable().code()), use.strategy());
            case CodeColumn codes -> new Source.Codes(codes, use.strategy());
            case TextColumn _, PatientColumn _, FoldColumn _ ->
                    throw new IllegalStateException("texts are not analysed");
        };
    }

    int blocks() {
        return (selection.count() + Block.CAPACITY - 1) / Block.CAPACITY;
    }

    /** A block for one thread; good for every filler of the same variables. */
    Scratch scratch() {
        return new Scratch(sources.size());
    }

    /** Fills a block with the index-th run of rows. */
    void fill(int index, Scratch scratch) {
        int from = index * Block.CAPACITY;
        scratch.start(segment, from, count(from));
        for (int i = 0; i < sources.size(); i++) {
            switch (sources.get(i)) {
                case Source.Constant(double value, int code) -> scratch.constant(i, value, code);
                case Source.Numbers numbers -> fill(numbers, from, scratch.numbers(i));
                case Source.Codes(CodeColumn column, Strategy strategy) ->
                        codes(column, rows(strategy), from, scratch.levels(i));
            }
        }
    }

    private void fill(Source.Numbers source, int from, double[] target) {
        switch (source.strategy()) {
            case FIRST, SECOND -> numbers(source, rows(source.strategy()), from, target);
            case DIFF -> {
                numbers(source, selection.rows(), from, target);
                NumberColumn column = source.column();
                int[] partners = selection.partners();
                for (int i = 0; i < count(from); i++) {
                    double second = column.value(partners[from + i]);
                    target[i] = Math.abs(second) > source.bound() ? Double.NaN : second - target[i];
                }
            }
        }
    }

    /** Rows of one visit. */
    private int[] rows(Strategy strategy) {
        return strategy == Strategy.SECOND ? selection.partners() : selection.rows();
    }

    private int count(int from) {
        return Math.min(Block.CAPACITY, selection.count() - from);
    }

    private void numbers(Source.Numbers source, int[] rows, int from, double[] target) {
        int count = count(from);
        NumberColumn column = source.column();
        double bound = source.bound();
        if (selection.all()) {
            column.copy(from, count, target);
        } else {
            column.gather(rows, from, count, target);
        }
        if (column.largest() > bound) {
            for (int i = 0; i < count; i++) {
                target[i] = Math.abs(target[i]) > bound ? Double.NaN : target[i];
            }
        }
    }

    private void codes(CodeColumn column, int[] rows, int from, int[] target) {
        if (selection.all()) {
            column.copy(from, count(from), target);
        } else {
            column.gather(rows, from, count(from), target);
        }
    }

    /** The block that one thread fills again and again. */
    static final class Scratch implements Block {
        private final double[][] numbers;
        private final int[][] levels;
        private int[] folds = new int[0];
        private SelectedRows.@Nullable Segment segment;
        private int from;
        private int size;

        Scratch(int variables) {
            numbers = new double[variables][];
            levels = new int[variables][];
            Arrays.setAll(numbers, i -> new double[0]);
            Arrays.setAll(levels, i -> new int[0]);
        }

        private void start(SelectedRows.Segment segment, int from, int count) {
            this.segment = segment;
            this.from = from;
            this.size = count;
        }

        @Override
        public int[] folds(int count) {
            if (segment == null) {
                throw new IllegalStateException("an empty block has no folds");
            }
            if (folds.length == 0) {
                folds = new int[CAPACITY];
            }
            FoldColumn column = segment.part().folds();
            for (int i = 0; i < size; i++) {
                folds[i] = column.fold(segment.selection().row(from + i), count);
            }
            return folds;
        }

        private double[] numbers(int variable) {
            if (numbers[variable].length == 0) {
                numbers[variable] = new double[CAPACITY];
            }
            return numbers[variable];
        }

        private int[] levels(int variable) {
            if (levels[variable].length == 0) {
                levels[variable] = new int[CAPACITY];
            }
            return levels[variable];
        }

        private void constant(int variable, double value, int code) {
            Arrays.fill(numbers(variable), 0, size, value);
            Arrays.fill(levels(variable), 0, size, code);
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public double[] values(int variable) {
            return numbers[variable];
        }

        @Override
        public int[] codes(int variable) {
            return levels[variable];
        }
    }
}
