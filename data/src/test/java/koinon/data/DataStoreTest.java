package koinon.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import koinon.data.bounds.BoundRule;
import koinon.data.check.Problem;
import koinon.data.check.ProblemCode;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Grid;
import koinon.model.metadata.file.MetadataFile;
import koinon.model.request.Filter;
import koinon.model.request.Request;
import koinon.stats.rows.LocalData;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataStoreTest {
    private static final String HEADER = "subjectcode,dataset,sex,grade,x1,n1\n";
    private static final String GOOD = HEADER + "p1,a,F,0,1.5,7\np1,a,M,1,,8\np2,a,,2,-4,\n";

    @TempDir Path home;
    @TempDir Path data;
    private Path folder;

    @BeforeEach
    void writeMetadata() {
        folder = new SyntheticCohort(3, 2).writeMetadata(data);
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(folder.resolve(name), text);
    }

    private DataSettings settings() {
        return DataSettings.of(home, data);
    }

    private static LocalData ask(DataStore store, String... datasets) {
        Request request =
                new Request(
                        "any",
                        SyntheticCohort.MODEL,
                        List.of(datasets),
                        List.of(),
                        List.of(),
                        Filter.all(),
                        new TreeMap<>());
        return store.question(
                request, store.proposeGrids(SyntheticCohort.MODEL, new BoundRule.AllFit()));
    }

    private static long rows(DataStore store, String... datasets) {
        return ask(store, datasets).completeCases(List.of()).count();
    }

    @Test
    void publishesWhatItFinds() throws IOException {
        write("f.csv", GOOD);
        try (DataStore store = DataStore.open(settings())) {
            PublishedDataset a = store.published().getFirst();
            assertThat(store.published()).hasSize(1);
            assertThat(a.dataset()).isEqualTo("a");
            assertThat(a.rows()).isEqualTo(3);
            assertThat(a.patients()).isEqualTo(2);
            assertThat(a.contentHash()).hasSize(64);
            assertThat(a.variables())
                    .isEqualTo(
                            new TreeSet<>(
                                    List.of("subjectcode", "dataset", "sex", "grade", "x1", "n1")));
            assertThat(store.dataModels().values())
                    .extracting(MetadataFile::json)
                    .containsExactly(Files.readString(folder.resolve("CDEsMetadata.json")));
        }
    }

    @Test
    void isEmptyWithoutAFolder() {
        try (DataStore store = DataStore.open(DataSettings.of(home, data.resolve("none")))) {
            assertThat(store.published()).isEmpty();
            assertThat(store.reports()).isEmpty();
        }
    }

    @Test
    void holdsSeveralDatasetsOfOneFileApart() throws IOException {
        write("f.csv", HEADER + "p1,b,F,0,1,1\np2,a,F,0,2,1\np3,b,M,0,3,1\np1,a,M,0,,1\n");
        try (DataStore store = DataStore.open(settings())) {
            assertThat(rows(store, "a")).isEqualTo(2);
            assertThat(rows(store, "b")).isEqualTo(2);
            assertThat(ask(store, "a", "b", "c").datasets()).containsExactly("a", "b");
            assertThat(ask(store, "a", "b").completeCases(List.of()).patients()).isEqualTo(3);
            assertThat(ask(store, "b").completeCases(List.of("x1")).count()).isEqualTo(2);
            assertThat(ask(store, "a").completeCases(List.of("x1")).count()).isEqualTo(1);
        }
    }

    @Test
    void refusesWrongCellsUnlessLenient() throws IOException {
        write("f.csv", GOOD + "p3,a,X,9,abc,999\n");
        try (DataStore store = DataStore.open(settings())) {
            assertThat(store.published()).isEmpty();
            FileReport report = store.reports().getFirst();
            assertThat(report.imported()).isFalse();
            assertThat(report.report().problems()).extracting(Problem::row).containsOnly(5L);
            assertThat(report.report().total()).isEqualTo(4);
        }
        try (DataStore store = DataStore.open(settings().withLenient(true))) {
            assertThat(rows(store, "a")).isEqualTo(4);
            assertThat(store.reports().getFirst().report().total()).isEqualTo(4);
            assertThat(ask(store, "a").completeCases(List.of("x1")).count()).isEqualTo(2);
            assertThat(ask(store, "a").completeCases(List.of("grade")).count()).isEqualTo(3);
        }
        try (DataStore store = DataStore.open(settings())) {
            assertThat(store.published()).isEmpty();
            assertThat(store.reports().getFirst().report().total()).isEqualTo(4);
        }
    }

    @Test
    void neverRoundsAFractionIntoAWholeNumber() throws IOException {
        write("f.csv", GOOD + "p3,a,F,0,1,25.5\n");
        try (DataStore store = DataStore.open(settings())) {
            assertThat(store.reports().getFirst().report().problems())
                    .containsExactly(
                            new Problem(5, "n1", ProblemCode.WRONG_TYPE, "must be a whole number"));
        }
    }

    @Test
    void readsLevelsWrittenAsDecimalsAndMixedLineEnds() throws IOException {
        write("f.csv", HEADER + "p1,a,F,1.0,1,25.0\r\np2,a,M,2,2,7\np3,a,M,3,2,7\r");
        try (DataStore store = DataStore.open(settings())) {
            assertThat(store.reports().getFirst().report().clean()).isTrue();
            assertThat(ask(store, "a").completeCases(List.of("grade", "n1")).count()).isEqualTo(3);
        }
    }

    @Test
    void refusesOddBytesThatTheDatabaseWouldAccept() throws IOException {
        write("f.csv", HEADER + "p1,a,F,1,1_000,25\n");
        write("g.csv", HEADER + "p\0,b,F,1,1,25\n");
        try (DataStore store = DataStore.open(settings().withLenient(true))) {
            assertThat(store.reports().get(0).report().total()).isEqualTo(1);
            assertThat(store.reports().get(1).imported()).isFalse();
        }
    }

    @Test
    void keepsGoodFilesBesideHostileOnes() throws IOException {
        write("good.csv", GOOD);
        write("empty.csv", "");
        write("header.csv", HEADER);
        write("ragged.csv", HEADER + "p1,b\n");
        write("wide.csv", "x,".repeat(20_000) + "\n");
        write("quote.csv", HEADER + "\"p1,c,F,0,1,1\n");
        Files.write(folder.resolve("binary.csv"), new byte[] {0, 1, 2, (byte) 0xFF, '\n', 0});
        write("';DROP TABLE koinon_versions;--.csv", HEADER + "p1,z,F,0,1,1\n");
        Files.createDirectory(folder.resolve("folder.csv"));
        write("notes.txt", "not data");
        Path bad = Files.createDirectories(data.resolve("bad_v_1"));
        Files.writeString(bad.resolve("CDEsMetadata.json"), "{");
        Files.writeString(bad.resolve("x.csv"), GOOD);
        try (DataStore store = DataStore.open(settings())) {
            assertThat(store.published())
                    .extracting(PublishedDataset::dataset)
                    .containsExactly("a", "z");
            assertThat(store.reports()).hasSize(9);
            assertThat(store.reports()).filteredOn(FileReport::imported).hasSize(2);
            assertThat(store.reports())
                    .filteredOn(report -> !report.imported())
                    .allMatch(report -> report.report().structural());
        }
    }

    @Test
    void importsAnUnchangedFileOnce() throws IOException {
        Path file = write("f.csv", GOOD);
        try (DataStore store = DataStore.open(settings())) {
            long statements = store.counters().statements();
            store.refresh();
            assertThat(store.counters().statements()).isEqualTo(statements);
            Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000_000_000L));
            store.refresh();
            assertThat(store.counters().statements()).isEqualTo(statements);
        }
    }

    @Test
    void givesAnEditedFileANewVersionAndLetsQuestionsEndOnTheOld() throws IOException {
        write("f.csv", GOOD);
        try (DataStore store = DataStore.open(settings())) {
            LocalData before = ask(store, "a");
            String hash = store.published().getFirst().contentHash();
            write("f.csv", GOOD + "p9,a,F,0,1,1\n");
            store.refresh();
            assertThat(store.published().getFirst().contentHash()).isNotEqualTo(hash);
            assertThat(before.completeCases(List.of("x1")).count()).isEqualTo(2);
            assertThat(ask(store, "a").completeCases(List.of("x1")).count()).isEqualTo(3);
            Files.delete(folder.resolve("f.csv"));
            store.refresh();
            assertThat(store.published()).isEmpty();
            store.prune();
            write("f.csv", GOOD);
            store.refresh();
            assertThat(rows(store, "a")).isEqualTo(3);
        }
    }

    @Test
    void importsAgainWhenTheDataModelChanges() throws IOException {
        write("f.csv", GOOD.replace(",7\n", ",110\n"));
        try (DataStore store = DataStore.open(settings())) {
            assertThat(store.published()).hasSize(1);
            Path metadata = folder.resolve("CDEsMetadata.json");
            Files.writeString(metadata, Files.readString(metadata).replace(": 120", ": 100"));
            store.refresh();
            assertThat(store.published()).isEmpty();
            assertThat(store.reports().getFirst().report().problems())
                    .extracting(Problem::code)
                    .containsExactly(ProblemCode.OUT_OF_RANGE);
        }
    }

    @Test
    void refusesTheSecondFileOfADatasetAndKeepsThePublishedOne() throws IOException {
        write("m.csv", GOOD);
        try (DataStore store = DataStore.open(settings())) {
            write("b.csv", HEADER + "p1,a,F,0,1,1\n");
            store.refresh();
            assertThat(rows(store, "a")).isEqualTo(3);
            assertThat(store.reports())
                    .filteredOn(report -> !report.imported())
                    .singleElement()
                    .satisfies(report -> {
                        assertThat(report.file().getFileName().toString()).isEqualTo("b.csv");
                        assertThat(report.report().problems().getFirst().code())
                                .isEqualTo(ProblemCode.DUPLICATE_DATASET);
                    });
        }
    }

    @Test
    void clearsWhatAnInterruptedImportLeft() throws IOException, SQLException {
        write("f.csv", GOOD);
        DataStore.open(settings()).close();
        String url = "jdbc:duckdb:" + home.resolve("data.duckdb");
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE t_99 AS SELECT * FROM range(1000)");
        }
        Files.createDirectories(home.resolve("temporary"));
        Files.writeString(home.resolve("temporary/duckdb_temp_storage_S32K-0.tmp"), "rest");
        try (DataStore store = DataStore.open(settings())) {
            assertThat(rows(store, "a")).isEqualTo(3);
        }
        try (Connection connection = DriverManager.getConnection(url);
                Statement statement = connection.createStatement()) {
            assertThatThrownBy(() -> statement.execute("SELECT * FROM t_99"))
                    .isInstanceOf(SQLException.class);
        }
    }

    @Test
    void importsAgainWhenATableIsGone() throws IOException, SQLException {
        write("f.csv", GOOD);
        DataStore.open(settings()).close();
        try (Connection connection =
                        DriverManager.getConnection("jdbc:duckdb:" + home.resolve("data.duckdb"));
                Statement statement = connection.createStatement()) {
            statement.execute("DROP TABLE t_1");
        }
        try (DataStore store = DataStore.open(settings())) {
            assertThat(ask(store, "a").completeCases(List.of("x1")).count()).isEqualTo(2);
        }
    }

    @Test
    void saysWhenTheDatabaseIsDamaged() throws IOException {
        Files.writeString(home.resolve("data.duckdb"), "x".repeat(10_000), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> DataStore.open(settings()))
                .isInstanceOfSatisfying(
                        KoinonException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.OUT_OF_RESOURCES));
    }

    @Test
    void readsFilesBehindLinksToo(@TempDir Path elsewhere) throws IOException {
        Path real = Files.writeString(elsewhere.resolve("real.csv"), GOOD);
        Files.createSymbolicLink(folder.resolve("link.csv"), real);
        try (DataStore store = DataStore.open(settings())) {
            assertThat(rows(store, "a")).isEqualTo(3);
        }
    }

    @Test
    void proposesGridsByRule() throws IOException {
        StringBuilder text = new StringBuilder("subjectcode,dataset,x1,x2,n1\n");
        for (int i = 1; i <= 20; i++) {
            // Patient 20 has two rows with the extremes 1000 and 900; they count once.
            text.append("p").append(i).append(",a,").append(i == 20 ? 1000 : -i).append(",0,5\n");
        }
        text.append("p20,a,900,0,5\n");
        write("f.csv", text.toString());
        try (DataStore store = DataStore.open(settings())) {
            Map<String, Grid> fit =
                    store.proposeGrids(SyntheticCohort.MODEL, new BoundRule.AllFit());
            assertThat(fit)
                    .containsExactlyEntriesOf(
                            new TreeMap<>(
                                    Map.of(
                                            "x1", Grid.finest(10),
                                            "x2", Grid.finest(0),
                                            "n1", Grid.finest(3))));
            // k = 3: the third most extreme patient has 18, times 4 is 72.
            Map<String, Grid> extreme =
                    store.proposeGrids(SyntheticCohort.MODEL, new BoundRule.Extreme(3));
            assertThat(extreme)
                    .containsExactlyEntriesOf(
                            new TreeMap<>(
                                    Map.of(
                                            "x1", Grid.finest(7),
                                            "x2", Grid.finest(0),
                                            "n1", Grid.finest(7))));
            long statements = store.counters().statements();
            store.proposeGrids(SyntheticCohort.MODEL, new BoundRule.AllFit());
            assertThat(store.counters().statements()).isEqualTo(statements);
        }
    }

    @Test
    void refusesUnknownDataModels() {
        try (DataStore store = DataStore.open(settings())) {
            assertThatThrownBy(() -> store.proposeGrids("no:1", new BoundRule.AllFit()))
                    .isInstanceOfSatisfying(
                            KoinonException.class,
                            e -> assertThat(e.code()).isEqualTo(ErrorCode.UNKNOWN_DATA_MODEL));
        }
    }
}
