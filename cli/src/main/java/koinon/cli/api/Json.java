package koinon.cli.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import koinon.cli.command.Misuse;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/** Reading and writing JSON. */
public final class Json {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Json() {}

    public static ObjectNode object() {
        return MAPPER.createObjectNode();
    }

    /** Indented, for people and programs alike. */
    public static String pretty(JsonNode node) {
        return node.toPrettyString();
    }

    /** What a master sent. */
    public static JsonNode received(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new KoinonException(
                    ErrorCode.INTERNAL, "the answer of the master is not JSON; is it a master?", e);
        }
    }

    /** What a person wrote; the place of a fault is named. */
    public static JsonNode written(String text, String what) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new Misuse(
                    what
                            + " is not JSON: line "
                            + e.getLocation().getLineNr()
                            + ", column "
                            + e.getLocation().getColumnNr());
        }
    }

    /** Texts of a list; empty when the field is no list. */
    public static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(node -> texts.add(node.asText()));
        return texts;
    }
}
