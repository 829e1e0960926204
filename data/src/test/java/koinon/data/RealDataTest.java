package koinon.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import koinon.data.bounds.BoundRule;
import koinon.model.exact.Grid;
import koinon.model.request.Filter;
import koinon.model.request.Parameter;
import koinon.model.request.Preprocessing;
import koinon.model.request.Request;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Counts on the MIP data models, which lie beside the repository and are never part of it. */
class RealDataTest {
    private static final String LONGITUDINAL = "longitudinal_dementia:0.1";
    private static final String DEMENTIA = "dementia:0.1";

    @TempDir static Path home;
    private static Path mip;
    private static long statementsOfImport;

    @BeforeAll
    static void importOnce() {
        mip = find().toAbsolutePath().normalize();
        assumeTrue(Files.isDirectory(mip), "skipped: no MIP data at ../shared/data/mip");
        try (DataStore store = DataStore.open(DataSettings.of(home, mip))) {
            statementsOfImport = store.counters().statements();
        }
    }

    private static Path find() {
        Path here = Path.of("").toAbsolutePath();
        for (Path up = here; up != null; up = up.getParent()) {
            Path candidate = up.resolve("shared/data/mip");
            if (Files.isDirectory(candidate)) {
                return candidate;
            }
        }
        return here.resolve("../shared/data/mip");
    }

    private static Request request(DataStore store, Filter filter) {
        List<String> datasets = new ArrayList<>();
        for (PublishedDataset published : store.published()) {
            if (published.model().id().equals(DEMENTIA) && !published.dataset().endsWith("_test")) {
                datasets.add(published.dataset());
            }
        }
        SortedMap<String, Parameter> none = new TreeMap<>();
        return new Request("any", DEMENTIA, datasets, List.of(), List.of(), filter, none);
    }

    @Test
    void importsEveryFileWithoutAProblem() {
        try (DataStore store = DataStore.open(DataSettings.of(home, mip))) {
            assertThat(store.dataModels()).hasSize(3);
            assertThat(store.reports()).hasSize(48).allMatch(FileReport::imported);
            assertThat(store.reports()).allMatch(report -> report.report().clean());
            assertThat(store.published()).hasSize(48);
        }
    }

    @Test
    void countsRowsPatientsAndCompleteCases() {
        try (DataStore store = DataStore.open(DataSettings.of(home, mip))) {
            Map<String, Grid> grids = store.proposeGrids(DEMENTIA, new BoundRule.AllFit());
            LocalData all = store.question(request(store, Filter.all()), grids);
            assertThat(all.datasets()).hasSize(30);
            assertThat(all.completeCases(List.of()).count()).isEqualTo(2188);
            Rows rows = all.completeCases(List.of("lefthippocampus", "gender", "dataset"));
            assertThat(rows.count() + rows.dropped().missing()).isEqualTo(2188);
            assertThat(rows.dropped().outOfBounds()).isZero();
            assertThat(rows.patients()).isLessThanOrEqualTo(rows.count());
        }
    }

    /** The numbers of pairs that the tests of MIP's own engine expect. */
    @Test
    void makesPairsOfVisits() {
        try (DataStore store = DataStore.open(DataSettings.of(home, mip))) {
            assertThat(pairs(store, "FL1")).isEqualTo(81);
            assertThat(pairs(store, "FL4")).isEqualTo(27);
        }
    }

    private static long pairs(DataStore store, String visit) {
        Map<String, Grid> grids = store.proposeGrids(LONGITUDINAL, new BoundRule.AllFit());
        Preprocessing visits =
                new Preprocessing.Longitudinal(
                        "BL",
                        visit,
                        new TreeMap<>(
                                Map.of(
                                        "lefthippocampus",
                                        Preprocessing.Strategy.DIFF,
                                        "gender",
                                        Preprocessing.Strategy.FIRST)));
        Request request =
                new Request(
                        "any",
                        LONGITUDINAL,
                        List.of(
                                "longitudinal_dementia0",
                                "longitudinal_dementia1",
                                "longitudinal_dementia2"),
                        List.of(),
                        List.of(),
                        Filter.all(),
                        new TreeMap<>(),
                        visits);
        Rows rows =
                store.question(request, grids)
                        .completeCases(List.of("lefthippocampus_diff", "gender"));
        assertThat(rows.patients()).isEqualTo(rows.count());
        return rows.count();
    }

    @Test
    void asksAgainWithoutAnotherStatementAfterARestart() {
        try (DataStore store = DataStore.open(DataSettings.of(home, mip))) {
            assertThat(store.counters().statements()).isLessThan(10).isLessThan(statementsOfImport);
            assertThat(store.published()).hasSize(48);
        }
    }
}
