package koinon.model.metadata.file;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Group;
import koinon.model.metadata.Level;
import koinon.model.metadata.NumberText;
import koinon.model.metadata.Range;
import koinon.model.metadata.SqlType;
import koinon.model.metadata.Variable;

/**
 * Turns the JSON tree into groups and variables. What cannot be understood is reported and replaced
 * by something harmless, so that the rest is still looked at; the caller refuses the whole when
 * there was any problem. Decisions: a missing label is the code; a level may be written as a whole
 * number, its code is then the text of that number; null is the same as absent.
 */
final class TreeReader {
    static final int MAX_DEPTH = 20;
    static final int MAX_VARIABLES = 20_000;
    static final int MAX_LEVELS = 10_000;
    static final int MAX_CODE = 200;

    private final Problems problems;
    private final Map<String, String> seen = new HashMap<>();

    TreeReader(Problems problems) {
        this.problems = problems;
    }

    boolean known(String variable) {
        return seen.containsKey(variable);
    }

    Group group(JsonNode node, String path, int depth) {
        if (!node.isObject()) {
            problems.add(path, "a group must be an object");
            return new Group("?", "?", List.of(), List.of());
        }
        String code = code(node, path);
        List<Variable> variables = new ArrayList<>();
        List<Group> groups = new ArrayList<>();
        int i = 0;
        for (JsonNode child : array(node, path, "variables")) {
            if (seen.size() >= MAX_VARIABLES) {
                problems.add(path, "there are more than " + MAX_VARIABLES + " variables");
                break;
            }
            variables.add(variable(child, join(path, "variables") + "[" + i++ + "]"));
        }
        if (depth >= MAX_DEPTH && !array(node, path, "groups").isEmpty()) {
            problems.add(path, "groups are nested deeper than " + MAX_DEPTH);
            return new Group(code, label(node, path, code), variables, groups);
        }
        i = 0;
        for (JsonNode child : array(node, path, "groups")) {
            groups.add(group(child, join(path, "groups") + "[" + i++ + "]", depth + 1));
        }
        return new Group(code, label(node, path, code), variables, groups);
    }

    String version(JsonNode root) {
        JsonNode node = root.path("version");
        if (node.isNumber()) {
            return node.asText();
        }
        String version = text(root, "", "version");
        if (version.isBlank() || version.length() > MAX_CODE) {
            problems.add("version", "must be a text such as \"0.1\"");
        }
        return version;
    }

    private Variable variable(JsonNode node, String path) {
        if (!node.isObject()) {
            problems.add(path, "a variable must be an object");
            return placeholder();
        }
        String code = code(node, path);
        String first = seen.putIfAbsent(code, path);
        if (first != null) {
            problems.add(path, "code '" + code + "' stands already at " + first);
        }
        SqlType type = type(node, path);
        boolean categorical = flag(node, path, "isCategorical");
        List<Level> levels = levels(node, path, type, categorical);
        if (categorical && levels.isEmpty() && !code.equals(DataModel.DATASET)) {
            problems.add(path, "a categorical variable needs enumerations");
        }
        return new Variable(
                code,
                label(node, path, code),
                text(node, path, "description"),
                type,
                categorical,
                levels,
                range(node, path),
                text(node, path, "units"),
                text(node, path, "methodology"));
    }

    private static Variable placeholder() {
        return new Variable("?", "?", "", SqlType.TEXT, false, List.of(), Range.UNBOUNDED, "", "");
    }

    private SqlType type(JsonNode node, String path) {
        return switch (text(node, path, "sql_type").toLowerCase(Locale.ROOT)) {
            case "text" -> SqlType.TEXT;
            case "real" -> SqlType.REAL;
            case "int" -> SqlType.INT;
            default -> {
                problems.add(join(path, "sql_type"), "must be \"text\", \"real\" or \"int\"");
                yield SqlType.TEXT;
            }
        };
    }

    private List<Level> levels(JsonNode node, String path, SqlType type, boolean categorical) {
        List<Level> levels = new ArrayList<>();
        Set<String> codes = new HashSet<>();
        String list = join(path, "enumerations");
        JsonNode array = array(node, path, "enumerations");
        if (array.size() > MAX_LEVELS) {
            problems.add(list, "there are more than " + MAX_LEVELS + " levels");
            return levels;
        }
        for (int i = 0; i < array.size(); i++) {
            String at = list + "[" + i + "]";
            Level level = level(array.get(i), at);
            if (!codes.add(level.code())) {
                problems.add(at, "level '" + level.code() + "' stands twice");
            }
            if (categorical
                    && type != SqlType.TEXT
                    && Double.isNaN(NumberText.parse(level.code()))) {
                problems.add(at, "a level of a variable with numbers must be a number");
            }
            levels.add(level);
        }
        return categorical ? levels : List.of();
    }

    private Level level(JsonNode node, String path) {
        JsonNode code = node.path("code");
        if (code.isNumber()) {
            double value = code.asDouble();
            String text = code.isIntegralNumber() ? code.asText() : NumberText.format(value);
            return new Level(text, label(node, path, text));
        }
        if (!code.isTextual() || !sound(code.asText())) {
            problems.add(path, "needs a code: a text of up to " + MAX_CODE + " characters");
            return new Level("?" + path, "?");
        }
        return new Level(code.asText(), label(node, path, code.asText()));
    }

    private Range range(JsonNode node, String path) {
        double min = number(node, path, "minValue", Double.NEGATIVE_INFINITY);
        double max = number(node, path, "maxValue", Double.POSITIVE_INFINITY);
        if (min > max) {
            problems.add(path, "minValue is above maxValue");
            return Range.UNBOUNDED;
        }
        return new Range(min, max);
    }

    private double number(JsonNode node, String path, String field, double otherwise) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return otherwise;
        }
        if (!value.isNumber() || !Double.isFinite(value.asDouble())) {
            problems.add(join(path, field), "must be a number");
            return otherwise;
        }
        return value.asDouble();
    }

    private String code(JsonNode node, String path) {
        JsonNode code = node.path("code");
        if (!code.isTextual() || !sound(code.asText())) {
            problems.add(
                    join(path, "code"),
                    "must be a text of 1 to " + MAX_CODE + " characters, none of them a control");
            return "?" + path;
        }
        return code.asText();
    }

    private static boolean sound(String code) {
        return !code.isBlank()
                && code.length() <= MAX_CODE
                && code.chars().noneMatch(Character::isISOControl);
    }

    private String label(JsonNode node, String path, String code) {
        String label = text(node, path, "label");
        return label.isEmpty() ? code : label;
    }

    boolean flag(JsonNode node, String path, String field) {
        JsonNode value = node.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isBoolean()) {
            problems.add(join(path, field), "must be true or false");
        }
        return value.isBoolean() && value.booleanValue();
    }

    private String text(JsonNode node, String path, String field) {
        JsonNode value = node.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return "";
        }
        if (!value.isTextual()) {
            problems.add(join(path, field), "must be a text");
            return "";
        }
        return value.asText();
    }

    private JsonNode array(JsonNode node, String path, String field) {
        JsonNode value = node.path(field);
        if (value.isArray()) {
            return value;
        }
        if (!value.isMissingNode() && !value.isNull()) {
            problems.add(join(path, field), "must be a list");
        }
        return MissingNode.getInstance();
    }

    private static String join(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }
}
