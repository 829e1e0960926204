package koinon.cli.run;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import koinon.cli.api.Json;
import koinon.cli.api.MasterApi;
import koinon.cli.command.Call;
import koinon.cli.command.Misuse;
import koinon.cli.command.Nearest;
import koinon.cli.filter.FilterJson;
import koinon.cli.filter.FilterParser;
import koinon.cli.terminal.Terminal;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/** The body of {@code POST /experiments} that a call means. */
final class Question {
    private static final int LARGEST = 16 << 20;

    private Question() {}

    /** From options. */
    static ObjectNode of(String algorithm, Call call, MasterApi api) {
        ObjectNode question = Json.object().put("algorithm", algorithm);
        question.put("dataModel", call.required("data-model"));
        list(question, "datasets", call);
        if (question.path("datasets").isEmpty()) {
            throw new Misuse("--datasets is missing: their codes, separated by commas");
        }
        list(question, "y", call);
        list(question, "x", call);
        question.set("filter", call.text("filter").map(Question::filter).orElse(NullNode.instance));
        JsonNode declaration = declaration(algorithm, api);
        ObjectNode parameters = Parameters.of(call.all("param"), declaration);
        call.text("formula").ifPresent(formula -> parameters.put("formula", formula));
        question.set("parameters", parameters);
        Visits.of(call).ifPresent(visits -> question.set("preprocessing", visits));
        return question;
    }

    /** From JSON on the standard input; the algorithm of the command line holds. */
    static ObjectNode read(String algorithm, InputStream in) {
        JsonNode json = Json.written(text(in, "the standard input"), "the standard input");
        if (!(json instanceof ObjectNode question)) {
            throw new Misuse("the standard input must hold a JSON object: the question");
        }
        String named = question.path("algorithm").asText(algorithm);
        if (!named.equals(algorithm)) {
            throw new Misuse(
                    "the command line says "
                            + Terminal.clean(algorithm)
                            + ", the standard input "
                            + Terminal.clean(named));
        }
        return question.put("algorithm", algorithm);
    }

    private static void list(ObjectNode question, String option, Call call) {
        var list = question.putArray(option);
        call.names(option).forEach(list::add);
    }

    private static JsonNode filter(String text) {
        if (!text.startsWith("@")) {
            return FilterJson.of(FilterParser.parse(text));
        }
        Path file = Call.absolute(text.substring(1), "--filter");
        try (InputStream in = Files.newInputStream(file)) {
            return Json.written(text(in, file.toString()), file.toString());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    private static String text(InputStream in, String what) {
        try {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new Misuse(what + " is larger than " + LARGEST + " bytes");
            }
            return new String(bytes, StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + what, e);
        }
    }

    private static JsonNode declaration(String algorithm, MasterApi api) {
        List<String> names = new ArrayList<>();
        for (JsonNode declared : api.get("algorithms").path("algorithms")) {
            if (declared.path("name").asText().equals(algorithm)) {
                return declared;
            }
            names.add(declared.path("name").asText());
        }
        throw new KoinonException(
                ErrorCode.UNKNOWN_ALGORITHM,
                "there is no algorithm '"
                        + Terminal.clean(algorithm)
                        + "'; "
                        + Nearest.hint(algorithm, names));
    }
}
