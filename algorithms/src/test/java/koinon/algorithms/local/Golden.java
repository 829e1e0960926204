package koinon.algorithms.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import koinon.model.result.Statistic;

/** What R said: the files under {@code golden}, written by {@code src/test/r/NAME.R}. */
public final class Golden {
    private Golden() {}

    public static List<JsonNode> cases(String name) {
        try (InputStream in =
                Objects.requireNonNull(
                        Golden.class.getResourceAsStream("/golden/" + name + ".json"))) {
            return list(new ObjectMapper().readTree(in).get("cases"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    public static String[] texts(JsonNode array) {
        return list(array).stream().map(JsonNode::asText).toArray(String[]::new);
    }

    /** Numbers written as texts, NaN for NA. */
    public static double[] numbers(JsonNode array) {
        return list(array).stream().map(JsonNode::asText).mapToDouble(Golden::number).toArray();
    }

    /** The only number of an array. */
    public static double one(JsonNode array) {
        return number(array.get(0).asText());
    }

    private static double number(String text) {
        return switch (text) {
            case "NA" -> Double.NaN;
            case "Inf" -> Double.POSITIVE_INFINITY;
            case "-Inf" -> Double.NEGATIVE_INFINITY;
            default -> Double.parseDouble(text);
        };
    }

    /** Equal up to a relative error; NaN stands for a statistic that must be undefined. */
    public static void near(String what, Statistic actual, double expected, double relative) {
        if (Double.isNaN(expected)) {
            assertThat(actual).as(what).isInstanceOf(Statistic.Undefined.class);
        } else {
            near(what, actual.orNaN(), expected, relative);
        }
    }

    public static void near(String what, double actual, double expected, double relative) {
        assertThat(Math.abs(actual - expected))
                .as("%s: %s, in R %s", what, actual, expected)
                .isLessThanOrEqualTo(relative * Math.abs(expected));
    }
}
