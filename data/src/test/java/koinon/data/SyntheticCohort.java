package koinon.data;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.random.RandomGenerator;

/**
 * A made-up data model and CSV files that fit it: {@code x<i>} normal with 2 % missing, {@code
 * n<i>} whole numbers from 0 to 99, {@code sex} and {@code grade} (levels 0 to 3) categorical,
 * {@code note} text, and a patient of their own for every two rows.
 *
 * @param reals number of real variables
 * @param ints number of whole variables
 */
public record SyntheticCohort(int reals, int ints) {
    public static final String MODEL = "synthetic:1.0";
    public static final String FOLDER = "synthetic_v_1_0";

    /** Writes the metadata; returns the folder of the data model. */
    public Path writeMetadata(Path dataFolder) {
        StringBuilder variables = new StringBuilder();
        variables.append(variable("dataset", "text", true, "\"enumerations\": []"));
        variables.append(",\n").append(variable("subjectcode", "text", false, "\"units\": \"\""));
        variables.append(",\n").append(variable("note", "text", false, "\"units\": \"\""));
        variables.append(",\n").append(variable("sex", "text", true, levels("F", "M")));
        variables.append(",\n").append(variable("grade", "int", true, levels("0", "1", "2", "3")));
        for (int i = 1; i <= reals; i++) {
            variables.append(",\n").append(variable("x" + i, "real", false, "\"units\": \"mm\""));
        }
        for (int i = 1; i <= ints; i++) {
            variables
                    .append(",\n")
                    .append(variable("n" + i, "int", false, "\"minValue\": 0, \"maxValue\": 120"));
        }
        String json =
                "{\"code\": \"synthetic\", \"version\": \"1.0\", \"label\": \"Synthetic\",\n"
                        + "\"variables\": [\n"
                        + variables
                        + "], \"groups\": []}";
        Path folder = dataFolder.resolve(FOLDER);
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve("CDEsMetadata.json"), json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return folder;
    }

    private static String levels(String... codes) {
        StringBuilder text = new StringBuilder();
        for (String code : codes) {
            text.append(text.isEmpty() ? "" : ", ");
            text.append("{\"code\": \"").append(code).append("\", \"label\": \"").append(code);
            text.append("\"}");
        }
        return "\"enumerations\": [" + text + "]";
    }

    private static String variable(String code, String type, boolean categorical, String more) {
        return "{\"code\": \"%s\", \"label\": \"%s\", \"sql_type\": \"%s\", \"isCategorical\": %s, %s}"
                .formatted(code, code, type, categorical, more);
    }

    /** The first line of every file. */
    public String header() {
        StringBuilder text = new StringBuilder("subjectcode,dataset,note,sex,grade");
        for (int i = 1; i <= reals; i++) {
            text.append(",x").append(i);
        }
        for (int i = 1; i <= ints; i++) {
            text.append(",n").append(i);
        }
        return text.toString();
    }

    /** Writes one file with one dataset. */
    public Path writeCsv(Path folder, String dataset, long rows, RandomGenerator random) {
        Path file = folder.resolve(dataset + ".csv");
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(header());
            out.write('\n');
            StringBuilder line = new StringBuilder();
            for (long row = 0; row < rows; row++) {
                line.setLength(0);
                append(line, dataset, row, random);
                out.append(line);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    private void append(StringBuilder line, String dataset, long row, RandomGenerator random) {
        line.append(dataset).append('-').append(row / 2).append(',').append(dataset);
        line.append(",note").append(random.nextInt(50));
        line.append(random.nextBoolean() ? ",F," : ",M,").append(random.nextInt(4));
        for (int i = 0; i < reals; i++) {
            line.append(',');
            if (random.nextInt(50) > 0) {
                line.append(Math.rint(random.nextGaussian() * 1e7) / 1e6);
            }
        }
        for (int i = 0; i < ints; i++) {
            line.append(',').append(random.nextInt(100));
        }
        line.append('\n');
    }
}
