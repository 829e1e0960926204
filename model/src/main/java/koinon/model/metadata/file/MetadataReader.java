package koinon.model.metadata.file;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Group;

/**
 * Reads a data model from the MIP's CDEsMetadata.json. All problems of the tree are reported
 * together, each with its path, for example {@code groups[2].variables[0].sql_type}. Unknown fields
 * are kept in the text and otherwise ignored. Limits: {@link #MAX_BYTES} bytes, groups {@link
 * TreeReader#MAX_DEPTH} deep, {@link TreeReader#MAX_VARIABLES} variables, {@link
 * TreeReader#MAX_LEVELS} levels of a variable.
 */
public final class MetadataReader {
    /** Name of the file in the folder of a data model. */
    public static final String FILE_NAME = "CDEsMetadata.json";

    public static final int MAX_BYTES = 32 << 20;
    private static final int MAX_NESTING = 100;

    private static final ObjectReader JSON = reader();

    private MetadataReader() {}

    private static ObjectReader reader() {
        JsonMapper mapper =
                JsonMapper.builder()
                        .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                        .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                        .disable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
                        .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                        .build();
        mapper.getFactory()
                .setStreamReadConstraints(
                        StreamReadConstraints.builder()
                                .maxNestingDepth(MAX_NESTING)
                                .maxDocumentLength(MAX_BYTES)
                                .maxStringLength(1 << 20)
                                .maxNameLength(1_000)
                                .maxNumberLength(400)
                                .build());
        return mapper.reader();
    }

    /**
     * Reads a file.
     *
     * @throws KoinonException INVALID_METADATA, naming the file
     */
    public static MetadataFile read(Path file) {
        try {
            return parse(text(file));
        } catch (KoinonException e) {
            throw new KoinonException(e.code(), file + ": " + e.text(), e);
        }
    }

    private static String text(Path file) {
        byte[] bytes;
        try (InputStream in = Files.newInputStream(file)) {
            bytes = in.readNBytes(MAX_BYTES + 1);
        } catch (IOException e) {
            throw new KoinonException(ErrorCode.INVALID_METADATA, "the file cannot be read", e);
        }
        if (bytes.length > MAX_BYTES) {
            throw new KoinonException(
                    ErrorCode.INVALID_METADATA, "the file is larger than " + MAX_BYTES + " bytes");
        }
        try {
            String text =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .decode(ByteBuffer.wrap(bytes))
                            .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new KoinonException(
                    ErrorCode.INVALID_METADATA, "the file is not text in UTF-8", e);
        }
    }

    /**
     * Reads a document.
     *
     * @throws KoinonException INVALID_METADATA, listing every problem with its path
     */
    public static MetadataFile parse(String json) {
        JsonNode tree = tree(json);
        Problems problems = new Problems();
        if (!tree.isObject()) {
            problems.add("", "must be an object with code, version, label, variables and groups");
            throw problems.exception();
        }
        TreeReader reader = new TreeReader(problems);
        Group root = reader.group(tree, "", 0);
        String version = reader.version(tree);
        boolean longitudinal = reader.flag(tree, "", "longitudinal");
        if (!reader.known(DataModel.DATASET)) {
            problems.add("", "has no variable '" + DataModel.DATASET + "'");
        }
        if (!problems.none()) {
            throw problems.exception();
        }
        return new MetadataFile(new DataModel(root.code(), version, longitudinal, root), json);
    }

    private static JsonNode tree(String json) {
        if (json.length() > MAX_BYTES) {
            throw new KoinonException(
                    ErrorCode.INVALID_METADATA, "larger than " + MAX_BYTES + " bytes");
        }
        try (JsonParser parser = JSON.createParser(json)) {
            JsonNode tree = JSON.readTree(parser);
            if (tree == null || tree.isMissingNode()) {
                throw new KoinonException(ErrorCode.INVALID_METADATA, "the document is empty");
            }
            return tree;
        } catch (JsonProcessingException e) {
            throw new KoinonException(
                    ErrorCode.INVALID_METADATA,
                    "not a JSON document: " + place(e) + shorten(e.getOriginalMessage()),
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("reading from memory cannot fail", e);
        }
    }

    private static String place(JsonProcessingException e) {
        JsonLocation at = e.getLocation();
        return at == null ? "" : "line " + at.getLineNr() + ", column " + at.getColumnNr() + ": ";
    }

    private static String shorten(String text) {
        return text.length() <= 200 ? text : text.substring(0, 197) + "...";
    }
}
