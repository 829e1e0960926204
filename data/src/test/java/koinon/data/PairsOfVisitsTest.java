package koinon.data;

import static koinon.model.request.Preprocessing.Strategy.DIFF;
import static koinon.model.request.Preprocessing.Strategy.FIRST;
import static koinon.model.request.Preprocessing.Strategy.SECOND;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import koinon.data.bounds.BoundRule;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Grid;
import koinon.model.request.Filter;
import koinon.model.request.Filter.Comparator;
import koinon.model.request.Filter.Comparison;
import koinon.model.request.Literal;
import koinon.model.request.Preprocessing;
import koinon.model.request.Request;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rows of questions about pairs of visits, from files. */
class PairsOfVisitsTest {
    private static final String MODEL = "follow:1";
    private static final String METADATA =
            """
            {"code": "follow", "version": "1", "label": "Follow-up", "longitudinal": true,
             "variables": [
               {"code": "dataset", "sql_type": "text", "isCategorical": true, "enumerations": []},
               {"code": "subjectid", "sql_type": "text", "isCategorical": false},
               {"code": "visitid", "sql_type": "text", "isCategorical": true, "enumerations": [
                 {"code": "FL1"}, {"code": "BL"}, {"code": "FL2"}]},
               {"code": "sex", "sql_type": "text", "isCategorical": true,
                "enumerations": [{"code": "F"}, {"code": "M"}]},
               {"code": "x", "sql_type": "real", "isCategorical": false}]}
            """;

    /**
     * Of BL and FL1 in dataset a: p1 and p2 have both; p3 has no FL1 and p4 two of them; the rows
     * of nobody belong to no one; p5 lacks x at FL1 and sex at BL.
     */
    private static final String A =
            """
            subjectid,visitid,dataset,sex,x
            p2,FL1,a,M,7
            p1,BL,a,F,1
            p3,BL,a,F,2
            p4,FL1,a,F,3
            p4,BL,a,F,4
            p4,FL1,a,F,5
            ,BL,a,F,6
            ,FL1,a,F,7
            p2,BL,a,F,4.5
            p1,FL2,a,M,1000
            p1,FL1,a,F,11
            p5,BL,a,,8
            p5,FL1,a,M,
            """;

    /** The same names in another dataset: pairs are made within datasets. */
    private static final String B =
            """
            subjectid,visitid,dataset,sex,x
            p3,FL1,b,F,2
            p1,BL,b,M,5
            p1,FL1,b,M,5
            """;

    @TempDir Path home;
    @TempDir Path data;

    private DataStore store;

    @BeforeEach
    void open() throws IOException {
        Path folder = Files.createDirectories(data.resolve("follow_v_1"));
        Files.writeString(folder.resolve("CDEsMetadata.json"), METADATA);
        Files.writeString(folder.resolve("a.csv"), A);
        Files.writeString(folder.resolve("b.csv"), B);
        Files.writeString(
                folder.resolve("nobody.csv"),
                """
                visitid,dataset,sex,x
                BL,nobody,F,1
                FL1,nobody,F,1
                """);
        store = DataStore.open(DataSettings.of(home, data));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private LocalData ask(
            Filter filter, Map<String, Preprocessing.Strategy> strategies, String... datasets) {
        return ask(filter, strategies, store.proposeGrids(MODEL, new BoundRule.AllFit()), datasets);
    }

    private LocalData ask(
            Filter filter,
            Map<String, Preprocessing.Strategy> strategies,
            Map<String, Grid> grids,
            String... datasets) {
        Request request =
                new Request(
                        "any",
                        MODEL,
                        List.of(datasets),
                        List.of(),
                        List.of(),
                        filter,
                        new TreeMap<>(),
                        new Preprocessing.Longitudinal("BL", "FL1", new TreeMap<>(strategies)));
        return store.question(request, grids);
    }

    private static List<Double> values(Rows rows, String name) {
        return rows.reduce(
                List.of(name),
                () -> (List<Double>) new ArrayList<Double>(),
                (all, block) -> Arrays.stream(block.values(0), 0, block.size()).forEach(all::add),
                PairsOfVisitsTest::joined);
    }

    private static List<Integer> codes(Rows rows, String name) {
        return rows.reduce(
                List.of(name),
                () -> (List<Integer>) new ArrayList<Integer>(),
                (all, block) -> Arrays.stream(block.codes(0), 0, block.size()).forEach(all::add),
                PairsOfVisitsTest::joined);
    }

    private static <T> List<T> joined(List<T> one, List<T> other) {
        return Stream.concat(one.stream(), other.stream())
                .collect(ArrayList::new, List::add, List::addAll);
    }

    @Test
    void takesDifferencesWithinPatients() {
        Rows rows =
                ask(Filter.all(), Map.of("x", DIFF, "sex", SECOND), "a")
                        .completeCases(List.of("x_diff", "sex"));
        assertThat(values(rows, "x_diff")).containsExactly(10.0, 2.5);
        assertThat(codes(rows, "sex")).containsExactly(0, 1);
        assertThat(rows.count()).isEqualTo(2);
        assertThat(rows.patients()).isEqualTo(2);
        // p5, and the rows of p3, of p4 and of nobody.
        assertThat(rows.dropped()).isEqualTo(new Rows.Dropped(1 + 1 + 3 + 2, 0));
    }

    @Test
    void needsOnlyTheVisitThatAStrategyReads() {
        LocalData second = ask(Filter.all(), Map.of("x", FIRST, "sex", SECOND), "a");
        Rows rows = second.completeCases(List.of("x", "sex"));
        assertThat(values(rows, "x")).containsExactly(1.0, 4.5, 8.0);
        assertThat(codes(rows, "sex")).containsExactly(0, 1, 1);
        LocalData first = ask(Filter.all(), Map.of("x", SECOND, "sex", FIRST), "a");
        assertThat(values(first.completeCases(List.of("x")), "x")).containsExactly(11.0, 7.0);
    }

    @Test
    void pairsWithinDatasets() {
        LocalData both = ask(Filter.all(), Map.of("x", DIFF), "a", "b");
        Rows rows = both.completeCases(List.of("x_diff"));
        assertThat(values(rows, "x_diff")).containsExactly(10.0, 2.5, 0.0);
        assertThat(codes(rows, "dataset")).containsExactly(0, 0, 1);
        assertThat(rows.patients()).isEqualTo(2);
        assertThat(both.only("b").completeCases(List.of("x_diff")).count()).isEqualTo(1);
    }

    @Test
    void filtersRowsBeforeItPairsThem() {
        Filter above = new Comparison("x", Comparator.GREATER, new Literal.Numeric(3.5));
        Rows rows = ask(above, Map.of("x", DIFF), "a").completeCases(List.of("x_diff"));
        // p1 loses its BL; p4 keeps one row of each visit and becomes a pair, in the file's order.
        assertThat(values(rows, "x_diff")).containsExactly(1.0, 2.5);
    }

    @Test
    void dropsWhatIsOutOfBoundsAtEitherVisit() {
        Map<String, Grid> grids = Map.of("x", Grid.finest(3));
        Rows rows =
                ask(Filter.all(), Map.of("x", DIFF), grids, "a").completeCases(List.of("x_diff"));
        assertThat(values(rows, "x_diff")).containsExactly(2.5);
        assertThat(rows.dropped().outOfBounds()).isEqualTo(1);
        LocalData notAsked = ask(Filter.all(), Map.of("x", DIFF, "sex", SECOND), grids, "a");
        assertThat(values(notAsked.completeCases(List.of("sex")), "x_diff"))
                .containsExactly(Double.NaN, 2.5, Double.NaN);
    }

    @Test
    void makesNoPairsWhereNoColumnNamesThePatient() {
        Rows rows = ask(Filter.all(), Map.of("x", DIFF), "nobody").completeCases(List.of("x_diff"));
        assertThat(rows.count()).isZero();
        assertThat(rows.patients()).isZero();
        assertThat(rows.dropped().missing()).isEqualTo(2);
    }

    @Test
    void putsAPairWhereItsPatientBelongs() {
        List<String> names = List.of("x_diff");
        Rows pairs = ask(Filter.all(), Map.of("x", DIFF), "a").completeCases(names);
        List<Integer> folds =
                pairs.reduce(
                        names,
                        () -> (List<Integer>) new ArrayList<Integer>(),
                        (all, block) ->
                                Arrays.stream(block.folds(1000), 0, block.size()).forEach(all::add),
                        PairsOfVisitsTest::joined);
        Request plain =
                new Request(
                        "any",
                        MODEL,
                        List.of("a"),
                        List.of(),
                        List.of(),
                        new Comparison("subjectid", Comparator.EQUAL, new Literal.Text("p1")),
                        new TreeMap<>());
        Rows ofFirst =
                store.question(plain, store.proposeGrids(MODEL, new BoundRule.AllFit()))
                        .completeCases(List.of("x"));
        List<Integer> expected =
                ofFirst.reduce(
                        List.of("x"),
                        () -> (List<Integer>) new ArrayList<Integer>(),
                        (all, block) -> all.add(block.folds(1000)[0]),
                        PairsOfVisitsTest::joined);
        assertThat(folds).hasSize(2).startsWith(expected.getFirst());
    }

    @Test
    void knowsOnlyWhatStrategiesMake() {
        LocalData question = ask(Filter.all(), Map.of("x", DIFF), "a");
        assertThatThrownBy(() -> question.completeCases(List.of("x")))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_VARIABLE));
    }
}
