package koinon.cli.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import koinon.data.check.Checker;
import koinon.model.metadata.file.MetadataReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class CohortTest {
    private static final List<List<String>> ROWS =
            Cohort.csv(3, 1).stream().map(line -> List.of(line.split(",", -1))).toList();

    @Test
    void isTheSameEveryTimeAndWhateverTheNumberOfHospitals() {
        assertThat(Cohort.csv(3, 2)).isEqualTo(Cohort.csv(3, 2)).isEqualTo(Cohort.csv(8, 2));
        assertThat(Cohort.csv(3, 1)).isNotEqualTo(Cohort.csv(3, 2));
    }

    @Test
    void passesItsOwnDataModel(@TempDir Path folder) throws IOException {
        Map<String, String> hospitals = Cohort.write(folder, 3);
        assertThat(hospitals)
                .isEqualTo(Map.of("geneva", "Geneva", "lausanne", "Lausanne", "lyon", "Lyon"));
        Path files = folder.resolve(Cohort.FOLDER);
        var model = MetadataReader.read(files.resolve("CDEsMetadata.json")).model();
        assertThat(model.id()).isEqualTo(Cohort.MODEL);
        assertThat(model.variables()).hasSize(33).allMatch(v -> !v.description().isBlank());
        for (String dataset : hospitals.keySet()) {
            assertThat(Checker.check(files.resolve(dataset + ".csv"), model).problems()).isEmpty();
        }
        assertThat(Files.readAllLines(files.resolve("lyon.csv"))).hasSize(75);
    }

    @Test
    void showsWhatTheLiteratureShows() {
        double healthy = mean("left_hippocampus", row -> cell(row, "diagnosis").equals("CN"));
        double ill = mean("left_hippocampus", row -> cell(row, "diagnosis").equals("AD"));
        assertThat(healthy - ill).isBetween(0.3, 1.2);
        assertThat(mean("mmse", row -> cell(row, "diagnosis").equals("CN"))).isBetween(28.0, 30.0);
        assertThat(mean("mmse", row -> cell(row, "diagnosis").equals("AD"))).isBetween(18.0, 26.0);
        assertThat(mean("apoe4", row -> cell(row, "diagnosis").equals("AD")))
                .isGreaterThan(mean("apoe4", row -> cell(row, "diagnosis").equals("CN")));
        assertThat(mean("age", _ -> true)).isBetween(70.0, 74.0);
    }

    @Test
    void hasEnoughOfEachDiagnosisAndMissesSomeValues() {
        for (String diagnosis : List.of("CN", "MCI", "AD")) {
            assertThat(share(row -> cell(row, "diagnosis").equals(diagnosis))).isGreaterThan(0.15);
        }
        assertThat(share(row -> cell(row, "csf_tau").isEmpty())).isBetween(0.3, 0.46);
        assertThat(share(row -> cell(row, "mmse").isEmpty())).isZero();
    }

    @Test
    void givesManyHospitalsCodesInTheOrderOfTheirNumbers() {
        assertThat(Hospital.some(64).stream().map(Hospital::code))
                .isSorted()
                .doesNotHaveDuplicates();
        assertThat(Hospital.some(12).stream().map(Hospital::code)).isSorted();
    }

    private static double mean(String variable, Predicate<List<String>> chosen) {
        return ROWS.stream()
                .skip(1)
                .filter(chosen)
                .filter(row -> !cell(row, variable).isEmpty())
                .mapToDouble(row -> Double.parseDouble(cell(row, variable)))
                .average()
                .orElseThrow();
    }

    private static double share(Predicate<List<String>> chosen) {
        return (double) ROWS.stream().skip(1).filter(chosen).count() / (ROWS.size() - 1);
    }

    private static String cell(List<String> row, String variable) {
        return row.get(ROWS.getFirst().indexOf(variable));
    }
}
