package koinon.cli.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.Collectors;
import koinon.cli.api.Json;

/**
 * A synthetic cohort of memory clinics in the MIP layout: data model {@code memory_clinic:1.0}, one
 * file and dataset per hospital. Guarantee: the same bytes every time; a hospital's rows do not
 * depend on how many hospitals there are. Some values are missing, cerebrospinal fluid most often;
 * every value lies in the range of its variable.
 */
public final class Cohort {
    static final String MODEL = "memory_clinic:1.0";
    static final String FOLDER = "memory_clinic_v_1_0";

    private static final long SEED = 20_260_101;
    private static final long FOLLOW_UP = 1_000_000;

    /** Share of missing values; of the variables not named, none are missing. */
    private static final Map<String, Double> MISSING =
            Map.ofEntries(
                    Map.entry("csf_abeta42", 0.38),
                    Map.entry("csf_tau", 0.38),
                    Map.entry("csf_ptau", 0.41),
                    Map.entry("left_hippocampus", 0.05),
                    Map.entry("right_hippocampus", 0.05),
                    Map.entry("left_entorhinal", 0.06),
                    Map.entry("ventricles", 0.05),
                    Map.entry("grey_matter", 0.05),
                    Map.entry("hba1c", 0.14),
                    Map.entry("vitamin_b12", 0.2),
                    Map.entry("apoe4", 0.08),
                    Map.entry("education", 0.03),
                    Map.entry("adas_cog", 0.1),
                    Map.entry("verbal_fluency", 0.07),
                    Map.entry("smoking", 0.04),
                    Map.entry("family_history", 0.09));

    private final ObjectNode model;
    private final Map<String, JsonNode> variables = new LinkedHashMap<>();

    private Cohort(List<Hospital> hospitals) {
        this.model = model();
        collect(model);
        ArrayNode levels = ((ObjectNode) declared("dataset")).putArray("enumerations");
        for (Hospital hospital : hospitals) {
            levels.addObject().put("code", hospital.code()).put("label", hospital.name());
        }
    }

    /** Writes the cohort below a folder and returns the names of the hospitals, by dataset. */
    public static Map<String, String> write(Path folder, int count) {
        List<Hospital> hospitals = Hospital.some(count);
        Cohort cohort = new Cohort(hospitals);
        Path files = folder.resolve(FOLDER);
        try {
            Files.createDirectories(files);
            Files.writeString(files.resolve("CDEsMetadata.json"), Json.pretty(cohort.model) + "\n");
            for (Hospital hospital : hospitals) {
                Files.write(files.resolve(hospital.code() + ".csv"), cohort.lines(hospital));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write below " + files, e);
        }
        return hospitals.stream().collect(Collectors.toMap(Hospital::code, Hospital::name));
    }

    /** The file of a hospital: a header and its rows. */
    static List<String> csv(int count, int number) {
        List<Hospital> hospitals = Hospital.some(count);
        return new Cohort(hospitals).lines(hospitals.get(number - 1));
    }

    private static ObjectNode model() {
        try (InputStream in = Cohort.class.getResourceAsStream("memory_clinic.json")) {
            if (in == null) {
                throw new IllegalStateException("memory_clinic.json is missing");
            }
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return (ObjectNode) Json.received(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void collect(JsonNode group) {
        group.path("variables").forEach(v -> variables.put(v.path("code").asText(), v));
        group.path("groups").forEach(this::collect);
    }

    private JsonNode declared(String code) {
        JsonNode variable = variables.get(code);
        if (variable == null) {
            throw new IllegalStateException("memory_clinic.json lacks " + code);
        }
        return variable;
    }

    private List<String> lines(Hospital hospital) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(SEED + hospital.number());
        RandomGenerator later =
                RandomGeneratorFactory.of("L64X128MixRandom")
                        .create(SEED + FOLLOW_UP + hospital.number());
        // Some clinics see more advanced patients than others.
        double shift = 0.25 * random.nextGaussian();
        List<String> lines = new ArrayList<>(List.of(String.join(",", variables.keySet())));
        for (int row = 1; row <= hospital.rows(); row++) {
            Map<String, Object> values = Patient.draw(random, shift);
            FollowUp.draw(later, values);
            values.put("dataset", hospital.code());
            values.put("subjectid", String.format(Locale.ROOT, "%s-%04d", hospital.code(), row));
            lines.add(line(values, random));
        }
        return lines;
    }

    private String line(Map<String, Object> values, RandomGenerator random) {
        List<String> cells = new ArrayList<>();
        variables.forEach((code, variable) -> {
            // One draw per cell, used or not: a change of one share moves nothing else.
            boolean missing =
                    !FollowUp.VARIABLES.contains(code)
                            && random.nextDouble() < MISSING.getOrDefault(code, 0.0);
            Object value = values.get(code);
            cells.add(missing || value == null ? "" : cell(value, variable));
        });
        return String.join(",", cells);
    }

    private static String cell(Object value, JsonNode variable) {
        if (!(value instanceof Double number)) {
            return value.toString();
        }
        double min = variable.path("minValue").asDouble();
        double max = variable.path("maxValue").asDouble();
        double inside = Math.min(max, Math.max(min, number));
        int decimals = variable.path("sql_type").asText().equals("int") ? 0 : max > 100 ? 1 : 2;
        return BigDecimal.valueOf(inside)
                .setScale(decimals, RoundingMode.HALF_EVEN)
                .toPlainString();
    }
}
