package koinon.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import koinon.data.bounds.BoundRule;
import koinon.model.KoinonException;
import koinon.model.request.Filter;
import koinon.model.request.Request;
import koinon.stats.rows.Rows;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Enough rows for several row groups, several threads and a full cache. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LargeDataTest {
    private static final int ROWS = 300_000;

    @TempDir static Path home;
    @TempDir static Path data;

    /** Two datasets take turns; x2 = -x1, x3 = 2 x1, so that columns show when they are torn. */
    @BeforeAll
    void write() throws IOException {
        Path folder = new SyntheticCohort(3, 0).writeMetadata(data);
        StringBuilder text = new StringBuilder("dataset,sex,x1,x2,x3\n");
        for (int i = 0; i < ROWS; i++) {
            text.append(i % 3 == 0 ? "a," : "b,").append(i % 2 == 0 ? "F," : "M,");
            text.append(i).append(',').append(-i).append(',').append(2L * i).append('\n');
        }
        Files.writeString(folder.resolve("f.csv"), text);
    }

    private static Rows rows(DataStore store, List<String> variables) {
        Request request =
                new Request(
                        "any",
                        SyntheticCohort.MODEL,
                        List.of("a", "b"),
                        List.of(),
                        List.of(),
                        Filter.all(),
                        new TreeMap<>());
        return store.question(
                        request, store.proposeGrids(SyntheticCohort.MODEL, new BoundRule.AllFit()))
                .completeCases(variables);
    }

    /** Sum of x1, and of what should be zero in every row. */
    private static double[] sums(Rows rows) {
        return rows.reduce(
                List.of("x1", "x2", "x3"),
                () -> new double[2],
                (sum, block) -> {
                    for (int i = 0; i < block.size(); i++) {
                        double x = block.values(0)[i];
                        sum[0] += x;
                        sum[1] += Math.abs(x + block.values(1)[i]);
                        sum[1] += Math.abs(2 * x - block.values(2)[i]);
                    }
                },
                (one, other) -> new double[] {one[0] + other[0], one[1] + other[1]});
    }

    @Test
    void keepsColumnsThatWerePulledApartTogether() {
        try (DataStore store = DataStore.open(DataSettings.of(home, data))) {
            for (String one : List.of("x3", "x1", "x2")) {
                assertThat(rows(store, List.of(one)).count()).isEqualTo(ROWS);
            }
            double[] sums = sums(rows(store, List.of("x1", "x2", "x3", "sex")));
            assertThat(sums).containsExactly(ROWS * (ROWS - 1.0) / 2, 0);
            assertThat(rows(store, List.of("x1")).patients()).isEqualTo(ROWS);
        }
    }

    @Test
    void loadsAColumnOnceForManyAtTheSameTime() throws InterruptedException, ExecutionException {
        try (DataStore store = DataStore.open(DataSettings.of(home, data));
                ExecutorService many = Executors.newFixedThreadPool(8)) {
            List<Future<double[]>> answers = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                answers.add(many.submit(() -> sums(rows(store, List.of("x1", "x2", "x3")))));
            }
            for (Future<double[]> answer : answers) {
                assertThat(answer.get()).containsExactly(ROWS * (ROWS - 1.0) / 2, 0);
            }
            assertThat(store.counters().columnsLoaded()).isEqualTo(6);
        }
    }

    @Test
    void worksWithACacheSmallerThanTheData() {
        long oneColumn = ROWS * 8L;
        DataSettings small = DataSettings.of(home, data).withColumnBytes(oneColumn * 5 / 2);
        try (DataStore store = DataStore.open(small)) {
            for (int i = 0; i < 3; i++) {
                assertThat(sums(rows(store, List.of("x1", "x2", "x3")))[1]).isZero();
            }
            for (String one : List.of("x1", "x2", "x3", "x1")) {
                assertThat(rows(store, List.of(one)).count()).isEqualTo(ROWS);
            }
            assertThat(store.counters().columnsEvicted()).isPositive();
            assertThat(store.counters().columnBytes()).isLessThanOrEqualTo(oneColumn * 5 / 2);
        }
    }

    @Test
    void refusesAQuestionThatNeedsMoreThanTheCache() {
        DataSettings tiny = DataSettings.of(home, data).withColumnBytes(1 << 20);
        try (DataStore store = DataStore.open(tiny)) {
            assertThatThrownBy(() -> rows(store, List.of("x1", "x2", "x3")))
                    .isInstanceOf(KoinonException.class)
                    .hasMessageContaining("column cache");
        }
    }

    @Test
    void endsAPassWhenItsThreadIsInterrupted() {
        try (DataStore store = DataStore.open(DataSettings.of(home, data))) {
            Rows rows = rows(store, List.of("x1"));
            assertThat(rows.count()).isEqualTo(ROWS);
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> sums(rows)).isInstanceOf(KoinonException.class);
            assertThat(Thread.interrupted()).isTrue();
        }
    }
}
