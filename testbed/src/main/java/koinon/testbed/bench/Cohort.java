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
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * A made-up cohort of the data model {@code bench:1.0}, in as many files as hospitals: a patient
 * per row, {@code x1} to {@code x10} normal with 6 decimals, {@code y} a linear outcome with noise,
 * {@code event} a binary one with log odds {@code −1 + Σ 0.05 k xk}, {@code time} in days to a
 * death of hazard {@code exp(Σ 0.05 k xk) / 500} or to the end of follow-up after at most {@value
 * #LAST_DAY} ({@code status}), two more factors, and a few columns that a real file has. The same
 * bytes every time. The pooled rows also as the peers read them: little-endian doubles, column
 * after column, {@code x1..x10, y, event, time}, then status, sex, stage and arm as positions of
 * their levels.
 */
record Cohort(Path folder, long rows, int files) {
    static final String MODEL = "bench:1.0";
    static final int COVARIATES = 10;
    static final int LAST_DAY = 999;
    private static final int FIRST_FOLLOW_UP = 100;
    private static final int REALS = COVARIATES + 1;
    private static final int LABS = 8;

    /** What a draw of a number of cents is at most. */
    private static final int CENTS = 100_000;

    private static final List<String> STATUS = List.of("alive", "dead");
    private static final List<String> SEX = List.of("F", "M");
    private static final List<String> STAGE = List.of("stage_1", "stage_2", "stage_3", "stage_4");
    private static final List<String> ARM = List.of("control", "treated");

    /** The categorical variables that questions are put about. */
    static final Map<String, List<String>> LEVELS =
            Map.of(
                    "event", List.of("0", "1"),
                    "status", STATUS,
                    "sex", SEX,
                    "stage", STAGE,
                    "arm", ARM);

    /** Columns of the pooled rows. */
    static final int COLUMNS = REALS + 6;

    private static final String RANGE = ", \"minValue\": 0, \"maxValue\": " + LAST_DAY + "}";

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
        Path done = folder.resolve("complete-2");
        if (Files.exists(done)) {
            return this;
        }
        try {
            Files.createDirectories(csv(0).resolveSibling("."));
            Files.writeString(csv(0).resolveSibling("CDEsMetadata.json"), metadata());
            List<Path> columns = new ArrayList<>();
            for (int k = 0; k < COLUMNS; k++) {
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
        return line.append(",time,status,stage,arm\n").toString();
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
        int sex = random.nextBoolean() ? 0 : 1;
        StringBuilder line = new StringBuilder(200).append('p').append(row).append(',');
        line.append(dataset).append(',').append(event).append(',').append(SEX.get(sex));
        for (double value : values) {
            line.append(',').append(value);
        }
        for (int k = 0; k < LABS; k++) {
            line.append(',').append(random.nextInt(CENTS) / 100.0);
        }
        // A day begins after the last: time 1 is the first day.
        double death = -500 * Math.log((random.nextInt(CENTS) + 0.5) / CENTS) / Math.exp(eta + 1);
        int end = FIRST_FOLLOW_UP + random.nextInt(CENTS) % (LAST_DAY - FIRST_FOLLOW_UP + 1);
        int status = death < end ? 1 : 0;
        int time = status == 1 ? 1 + (int) death : end;
        int stage = random.nextInt(CENTS) % STAGE.size();
        int arm = random.nextInt(CENTS) % ARM.size();
        line.append(',').append(time).append(',').append(STATUS.get(status));
        line.append(',').append(STAGE.get(stage)).append(',').append(ARM.get(arm));
        for (int k = 0; k < REALS; k++) {
            pooled.get(k).writeLong(little(values[k]));
        }
        int[] whole = {event, time, status, sex, stage, arm};
        for (int k = 0; k < whole.length; k++) {
            pooled.get(REALS + k).writeLong(little(whole[k]));
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
        text.append(",\n").append(variable("sex", "text", levels(SEX)));
        for (String name : covariates()) {
            text.append(",\n").append(variable(name, "real", ""));
        }
        text.append(",\n").append(variable("y", "real", ""));
        for (int k = 1; k <= LABS; k++) {
            text.append(",\n").append(variable("lab" + k, "real", ""));
        }
        text.append(",\n").append(variable("time", "int", "").replace("}", RANGE));
        text.append(",\n").append(variable("status", "text", levels(STATUS)));
        text.append(",\n").append(variable("stage", "text", levels(STAGE)));
        text.append(",\n").append(variable("arm", "text", levels(ARM)));
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
