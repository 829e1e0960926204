package koinon.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import koinon.data.bounds.BoundRule;
import koinon.model.request.Filter;
import koinon.model.request.Request;
import koinon.stats.rows.Block;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldsTest {
    @TempDir Path home;
    @TempDir Path data;
    private Path folder;

    @BeforeEach
    void writeMetadata() {
        folder = new SyntheticCohort(3, 2).writeMetadata(data);
    }

    /** Folds of the rows of two datasets, in their order. */
    private List<Integer> folds(int count) {
        try (DataStore store = DataStore.open(DataSettings.of(home, data))) {
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
                            request,
                            store.proposeGrids(SyntheticCohort.MODEL, new BoundRule.AllFit()))
                    .completeCases(List.of("x1"))
                    .reduce(
                            List.of("x1"),
                            ArrayList<Integer>::new,
                            (all, block) -> add(all, block, count),
                            (one, other) ->
                                    Stream.concat(one.stream(), other.stream())
                                            .collect(ArrayList::new, List::add, List::addAll));
        }
    }

    private static void add(List<Integer> all, Block block, int count) {
        int[] folds = block.folds(count);
        IntStream.range(0, block.size()).forEach(i -> all.add(folds[i]));
    }

    @Test
    void areTheHashOfThePatientWhereverTheRowLies() throws Exception {
        String header = "subjectcode,dataset,sex,grade,x1,n1\n";
        Files.writeString(
                folder.resolve("a.csv"), header + "p1,a,F,0,1,7\np2,a,M,1,,8\np3,a,F,0,2,7\n");
        Files.writeString(folder.resolve("b.csv"), header + "p3,b,F,0,5,7\np1,b,F,0,4,7\n");
        assertThat(folds(1000))
                .containsExactly(expected("p1"), expected("p3"), expected("p3"), expected("p1"));
    }

    /** As anyone can work it out: the key is public. */
    private static int expected(String patient) throws Exception {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec("koinon folds".getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        String digits =
                HexFormat.of().formatHex(mac.doFinal(patient.getBytes(StandardCharsets.UTF_8)));
        return (int) (Long.parseLong(digits, 0, 13, 16) % 1000);
    }

    @Test
    void comeFromTheRowItselfWhereNoColumnNamesThePatient() throws IOException {
        String header = "dataset,sex,grade,x1,n1\n";
        Files.writeString(
                folder.resolve("a.csv"), header + "a,F,0,1,7\na,M,1,3,8\na,F,0,1,7\na,F,0,1,\n");
        List<Integer> whole = folds(1_000_000);
        assertThat(whole).doesNotHaveDuplicates();
        Files.writeString(
                folder.resolve("a.csv"), header + "a,F,0,1,\na,F,0,1,7\na,M,1,3,8\na,F,0,1,7\n");
        assertThat(folds(1_000_000)).containsExactlyInAnyOrderElementsOf(whole);
    }
}
