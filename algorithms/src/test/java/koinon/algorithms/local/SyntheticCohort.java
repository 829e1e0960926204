package koinon.algorithms.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The 600 made-up patients of {@code src/test/r/cohort.R}. */
public final class SyntheticCohort {
    /** Levels as the data model lists them: not sorted, and more than occur. */
    private static final Map<String, List<String>> LEVELS =
            Map.of(
                    "dataset", List.of("east", "north", "south"),
                    "gender", List.of("M", "F"),
                    "diagnosis", List.of("PSP", "MCI", "CN", "AD", "FTD"),
                    "grade", List.of("1", "2", "3", "10"),
                    "single", List.of("only", "other"));

    /** Levels of the patients of {@code src/test/r/survival_cohort.R}. */
    private static final Map<String, List<String>> SURVIVAL_LEVELS =
            Map.of(
                    "dataset", List.of("east", "north", "south"),
                    "sex", List.of("M", "F"),
                    "stage", List.of("IV", "I", "II", "III", "V"),
                    "status", List.of("alive", "dead"),
                    "relapse", List.of("yes", "no"));

    public static final Cohort WHOLE = read("/cohort.csv", LEVELS);

    /** 400 made-up patients with times of follow-up, of {@code src/test/r/survival_cohort.R}. */
    public static final Cohort SURVIVAL = read("/survival.csv", SURVIVAL_LEVELS);

    /** 240 made-up patients with up to three visits, of {@code src/test/r/follow_up.R}. */
    public static final Cohort FOLLOW_UP =
            read(
                    "/follow_up.csv",
                    Map.of(
                            "dataset", List.of("east", "north", "south"),
                            "visitid", List.of("FL2", "BL", "FL1"),
                            "sex", List.of("M", "F"),
                            "diagnosis", List.of("MCI", "CN", "AD")));

    private SyntheticCohort() {}

    static Cohort read(String resource, Map<String, List<String>> allLevels) {
        try (BufferedReader reader =
                new BufferedReader(
                        new InputStreamReader(
                                Objects.requireNonNull(
                                        SyntheticCohort.class.getResourceAsStream(resource)),
                                StandardCharsets.UTF_8))) {
            List<String[]> lines = reader.lines().map(line -> line.split(",", -1)).toList();
            String[] names = lines.getFirst();
            List<String[]> rows = lines.subList(1, lines.size());
            Cohort.Builder cohort = Cohort.rows(rows.size());
            for (int column = 0; column < names.length; column++) {
                int at = column;
                String[] texts = rows.stream().map(row -> row[at]).toArray(String[]::new);
                add(cohort, names[column], allLevels.get(names[column]), texts);
            }
            return cohort.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A column of texts; numbers where no levels are given. */
    private static void add(
            Cohort.Builder cohort, String name, @Nullable List<String> levels, String[] texts) {
        if (levels != null) {
            @Nullable String[] values = new @Nullable String[texts.length];
            for (int i = 0; i < values.length; i++) {
                values[i] = texts[i].isEmpty() ? null : texts[i];
            }
            cohort.factor(name, levels, values);
        } else {
            cohort.number(
                    name,
                    Arrays.stream(texts)
                            .mapToDouble(t -> t.isEmpty() ? Double.NaN : Double.parseDouble(t))
                            .toArray());
        }
    }
}
