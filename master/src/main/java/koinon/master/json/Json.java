package koinon.master.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;

/**
 * Strict JSON with limits: one document, no key twice, no NaN, nesting and numbers bounded. Error
 * messages give line and column, never the content.
 */
public final class Json {
    private static final int DEEPEST = 200;
    private static final int LONGEST_NUMBER = 400;

    static final ObjectMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNestingDepth(DEEPEST)
                                                    .maxNumberLength(LONGEST_NUMBER)
                                                    .build())
                                    .build())
                    .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private Json() {}

    /**
     * The document in some UTF-8 bytes.
     *
     * @throws KoinonException MALFORMED_REQUEST
     */
    public static JsonNode parse(byte[] utf8) {
        try {
            return checked(MAPPER.readTree(utf8));
        } catch (JsonProcessingException e) {
            throw malformed(e);
        } catch (IOException e) {
            throw new KoinonException(ErrorCode.MALFORMED_REQUEST, "the JSON is not UTF-8", e);
        }
    }

    /**
     * The document in a text.
     *
     * @throws KoinonException MALFORMED_REQUEST
     */
    public static JsonNode parse(String text) {
        try {
            return checked(MAPPER.readTree(text));
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
    }

    private static JsonNode checked(JsonNode node) {
        if (node.isMissingNode()) {
            throw new KoinonException(
                    ErrorCode.MALFORMED_REQUEST, "there is no JSON, only nothing");
        }
        return node;
    }

    private static KoinonException malformed(JsonProcessingException e) {
        String place =
                e.getLocation() == null
                        ? ""
                        : " at line "
                                + e.getLocation().getLineNr()
                                + ", column "
                                + e.getLocation().getColumnNr();
        // The cause would quote the content, hence it is not passed on.
        return new KoinonException(
                ErrorCode.MALFORMED_REQUEST, "this is not well-formed JSON" + place);
    }

    public static String write(JsonNode node) {
        try {
            return MAPPER.writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    /** JSON in ASCII: holds every text, even halves of surrogate pairs, through any storage. */
    public static String writeAscii(JsonNode node) {
        try {
            return MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can always be written", e);
        }
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    public static ArrayNode texts(Collection<String> texts) {
        ArrayNode array = array();
        texts.forEach(array::add);
        return array;
    }

    /** A name from outside, fit for a message: at most 80 printable characters. */
    public static String shorten(String name) {
        String cut = name.length() <= 80 ? name : name.substring(0, 77) + "...";
        return cut.replaceAll("\\p{Cntrl}", "?");
    }
}
