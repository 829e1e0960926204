package koinon.algorithms.local;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
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

    public static final Cohort WHOLE = read("/cohort.csv", LEVELS);

    private SyntheticCohort() {}

    static Cohort read(String resource, Map<String, List<String>> levels) {
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
                add(cohort, names[column], levels.get(names[column]), rows, column);
            }
            return cohort.build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void add(
            Cohort.Builder cohort,
            String name,
            @Nullable List<String> levels,
            List<String[]> rows,
            int column) {
        if (levels != null) {
            @Nullable String[] values = new @Nullable String[rows.size()];
            for (int i = 0; i < values.length; i++) {
                String text = rows.get(i)[column];
                values[i] = text.isEmpty() ? null : text;
            }
            cohort.factor(name, levels, values);
        } else {
            cohort.number(
                    name,
                    rows.stream()
                            .map(row -> row[column])
                            .mapToDouble(t -> t.isEmpty() ? Double.NaN : Double.parseDouble(t))
                            .toArray());
        }
    }
}
