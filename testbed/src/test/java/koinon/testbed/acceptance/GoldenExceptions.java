package koinon.testbed.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/**
 * The fields whose stored values are wrong, from {@code golden-exceptions.json}, where what is
 * right stands beside them. A field that is not there is compared with what is stored.
 */
final class GoldenExceptions {
    private static final Set<String> FIELDS = fields();

    private GoldenExceptions() {}

    static boolean hold(String file, String field) {
        return FIELDS.contains(file + "/" + field);
    }

    private static Set<String> fields() {
        Set<String> fields = new HashSet<>();
        try (InputStream in =
                GoldenExceptions.class.getResourceAsStream("/acceptance/golden-exceptions.json")) {
            for (JsonNode exception : Api.JSON.readTree(in).path("exceptions")) {
                fields.add(
                        exception.path("file").asText() + "/" + exception.path("field").asText());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return fields;
    }
}
