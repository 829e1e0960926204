package koinon.algorithms.local;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.IntStream;
import koinon.algorithms.Question;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * A question at a site that holds its rows in memory: every row is a patient of its own, filters
 * are not applied, and a value outside its bound drops the row.
 */
public final class MemoryData implements LocalData {
    private final Cohort cohort;
    private final Question question;
    private final Cut cut;

    /**
     * How a pass goes over the rows: what an exact accumulator must not notice.
     *
     * @param blockRows most rows of a block
     * @param threads accumulators that take turns, merged at the end
     */
    public record Cut(int blockRows, int threads) {
        public static final Cut WHOLE = new Cut(1024, 1);
    }

    public MemoryData(Cohort cohort, Question question, Cut cut) {
        this.cohort = cohort;
        this.question = question;
        this.cut = cut;
    }

    @Override
    public List<String> datasets() {
        List<String> asked = question.request().datasets();
        return cohort.datasets().stream().filter(asked::contains).toList();
    }

    @Override
    public LocalData only(String dataset) {
        int[] rows =
                IntStream.range(0, cohort.size())
                        .filter(row -> datasetAt(row).equals(dataset))
                        .toArray();
        return new MemoryData(cohort.only(rows), question, cut);
    }

    private String datasetAt(int row) {
        return cohort.model()
                .require(DataModel.DATASET)
                .levels()
                .get((int) cohort.value(DataModel.DATASET, row))
                .code();
    }

    @Override
    public Rows completeCases(Collection<String> variables) {
        int[] asked =
                IntStream.range(0, cohort.size())
                        .filter(row -> question.request().datasets().contains(datasetAt(row)))
                        .toArray();
        int[] complete =
                Arrays.stream(asked)
                        .filter(row ->
                                variables.stream()
                                        .noneMatch(v -> Double.isNaN(cohort.value(v, row))))
                        .toArray();
        int[] kept =
                Arrays.stream(complete)
                        .filter(row -> variables.stream().allMatch(v -> within(v, row)))
                        .toArray();
        Rows.Dropped dropped =
                new Rows.Dropped(asked.length - complete.length, complete.length - kept.length);
        return new MemoryRows(this, kept, dropped, cut);
    }

    private boolean within(String variable, int row) {
        if (!cohort.model().require(variable).numerical()) {
            return true;
        }
        Grid grid = question.grid(variable);
        return grid.contains(cohort.value(variable, row));
    }

    double value(String variable, int row) {
        return cohort.value(variable, row);
    }

    int fold(int row, int count) {
        return cohort.fold(row, count);
    }

    /** Position of the level; of a dataset its place in the request. */
    int code(String variable, int row) {
        return variable.equals(DataModel.DATASET)
                ? question.request().datasets().indexOf(datasetAt(row))
                : (int) cohort.value(variable, row);
    }

    boolean numerical(String variable) {
        return cohort.model().require(variable).numerical();
    }
}
