package koinon.testbed.bench;

import java.io.BufferedOutputStream;
import java.io.BufferedWriter;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A made-up cohort of the data model {@code bench:1.0}, in as many files as hospitals: a patient
 * per row, {@code x1} to {@code x10} normal with 6 decimals, {@code y} a linear outcome with noise,
 * {@code event} a binary one with log odds {@code −1 + Σ 0.05 k xk}, and a few more columns that a
 * real file has. The same bytes every time. The pooled rows also as the peers read them:
 * little-endian doubles, column after column, {@code x1..x10, y, event}.
 */
record Cohort(Path folder, long rows, int files) {
    static final String MODEL = "bench:1.0";
    static final int COVARIATES = 10;
    private static final int REALS = COVARIATES + 1;
    private static final int LABS = 12;

    static List<String> covariates() {
        List<String> names = new ArrayList<>();
        for (int k = 1; k <= COVARIATES; k++) {
            names.add("x" + k);
        }
        return names;
    }

    List<String> datasets() {
        List<String> codes = new ArrayList<>();
        for (int i = 1; i <= files; i++) {
            codes.add("site" + i);
        }
        return codes;
    }

    /** The folder in the MIP layout; also what {@code demo --data} takes. */
    Path data() {
        return folder.resolve("data");
    }

    Path csv(int file) {
        return data().resolve("bench_v_1_0").resolve(datasets().get(file) + ".csv");
    }

    Path pooled() {
        return folder.resolve("pooled.f64");
    }

    /** Writes the files, unless an earlier run has. */
    Cohort write() {
        Path done = folder.resolve("complete");
        if (Files.exists(done)) {
            return this;
        }
        try {
            Files.createDirectories(csv(0).resolveSibling("."));
            Files.writeString(csv(0).resolveSibling("CDEsMetadata.json"), metadata());
            List<Path> columns = new ArrayList<>();
            for (int k = 0; k <= REALS; k++) {
                columns.add(folder.resolve("column" + k));
            }
            rows(columns);
            try (OutputStream out = Files.newOutputStream(pooled())) {
                for (Path column : columns) {
                    Files.copy(column, out);
                    Files.delete(column);
                }
            }
            Files.createFile(done);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write below " + folder, e);
        }
        return this;
    }

    private void rows(List<Path> columns) throws IOException {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(1);
        List<DataOutputStream> pooled = new ArrayList<>();
        try {
            for (Path column : columns) {
                pooled.add(
                        new DataOutputStream(
                                new BufferedOutputStream(Files.newOutputStream(column), 1 << 16)));
            }
            for (int file = 0; file < files; file++) {
                long from = rows * file / files;
                long to = rows * (file + 1) / files;
                try (BufferedWriter out = Files.newBufferedWriter(csv(file))) {
                    out.write(header());
                    for (long row = from; row < to; row++) {
                        out.write(row(datasets().get(file), row, random, pooled));
                    }
                }
            }
        } finally {
            for (DataOutputStream column : pooled) {
                column.close();
            }
        }
    }

    private static String header() {
        StringBuilder line = new StringBuilder("subjectcode,dataset,event,sex");
        covariates().forEach(name -> line.append(',').append(name));
        line.append(",y");
        for (int k = 1; k <= LABS; k++) {
            line.append(",lab").append(k);
        }
        return line.append('\n').toString();
    }

    private static String row(
            String dataset, long row, RandomGenerator random, List<DataOutputStream> pooled)
            throws IOException {
        double[] values = new double[REALS];
        double eta = -1;
        double mean = 1;
        for (int k = 0; k < COVARIATES; k++) {
            values[k] = Math.rint(random.nextGaussian() * 1e6) / 1e6;
            eta += 0.05 * (k + 1) * values[k];
            mean += 0.5 * (k + 1) * values[k];
        }
        values[COVARIATES] = Math.rint((mean + 3 * random.nextGaussian()) * 1e6) / 1e6;
        int event = random.nextDouble() < 1 / (1 + Math.exp(-eta)) ? 1 : 0;
        for (int k = 0; k < REALS; k++) {
            pooled.get(k).writeLong(little(values[k]));
        }
        pooled.get(REALS).writeLong(little(event));
        StringBuilder line = new StringBuilder(200).append('p').append(row).append(',');
        line.append(dataset).append(',').append(event).append(random.nextBoolean() ? ",F" : ",M");
        for (double value : values) {
            line.append(',').append(value);
        }
        for (int k = 0; k < LABS; k++) {
            line.append(',').append(random.nextInt(100_000) / 100.0);
        }
        return line.append('\n').toString();
    }

    /** Bits for a stream that writes the high byte first: the peers read the low one first. */
    private static long little(double value) {
        return Long.reverseBytes(Double.doubleToRawLongBits(value));
    }

    private String metadata() {
        StringBuilder text = new StringBuilder("{\"code\": \"bench\", \"version\": \"1.0\", ");
        text.append("\"label\": \"Benchmark\", \"groups\": [], \"variables\": [\n");
        text.append(variable("dataset", "text", levels(datasets())));
        text.append(",\n").append(variable("subjectcode", "text", ""));
        text.append(",\n").append(variable("event", "int", levels(List.of("0", "1"))));
        text.append(",\n").append(variable("sex", "text", levels(List.of("F", "M"))));
        for (String name : covariates()) {
            text.append(",\n").append(variable(name, "real", ""));
        }
        text.append(",\n").append(variable("y", "real", ""));
        for (int k = 1; k <= LABS; k++) {
            text.append(",\n").append(variable("lab" + k, "real", ""));
        }
        return text.append("]}\n").toString();
    }

    private static String levels(List<String> codes) {
        return String.join(
                ", ",
                codes.stream()
                        .map(code -> "{\"code\": \"%s\", \"label\": \"%s\"}".formatted(code, code))
                        .toList());
    }

    private static String variable(String code, String type, String levels) {
        String more =
                levels.isEmpty()
                        ? "\"isCategorical\": false"
                        : "\"isCategorical\": true, \"enumerations\": [" + levels + "]";
        return "{\"code\": \"%s\", \"label\": \"%s\", \"sql_type\": \"%s\", %s}"
                .formatted(code, code, type, more);
    }
}
