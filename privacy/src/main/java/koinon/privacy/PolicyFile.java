package koinon.privacy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Support;
import koinon.model.spec.PackagePin;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/**
 * Reads a {@link Policy} from a file {@code policy.yaml}; {@code strict.yaml} beside this class
 * explains every key. A key that is left out has the value of the preset {@code strict}; {@code
 * name} must be there. All problems of a file are reported at once, each with its line. Not
 * checked: that the algorithms exist, and the packages themselves.
 */
public final class PolicyFile {
    private static final int MAX_BYTES = 1 << 16;
    private static final int MAX_DEPTH = 8;
    private static final int MAX_ALGORITHMS = 1000;
    private static final List<String> PIN = List.of("file", "sha256", "author");
    private static final long MAX_COUNT = 1_000_000_000;
    private static final Pattern WORD = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{0,79}");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,10}");

    private static final Map<String, Policy> PRESETS =
            Map.of(
                    Policy.STRICT.name(),
                    Policy.STRICT,
                    Policy.VALIDATION.name(),
                    Policy.VALIDATION);
    private static final List<String> KEYS =
            List.of(
                    "name",
                    "minimum-patients",
                    "minimum-cell",
                    "site-level",
                    "sums-alone",
                    "accept-foreign-parameters",
                    "algorithms",
                    "packages");
    private static final Map<String, Support.Kind> KINDS =
            Map.of(
                    "counts", Support.Kind.COUNT,
                    "moments", Support.Kind.MOMENT,
                    "quantiles", Support.Kind.QUANTILE,
                    "extremes", Support.Kind.EXTREME);

    private final List<String> problems = new ArrayList<>();
    private final Map<String, Node> values = new LinkedHashMap<>();

    private PolicyFile() {}

    /**
     * The policy of a preset's name, {@code strict} or {@code validation}, or of a file.
     *
     * @throws KoinonException INVALID_CONFIGURATION with every problem and its line
     */
    public static Policy resolve(String presetOrPath) {
        Policy preset = PRESETS.get(presetOrPath);
        return preset != null ? preset : beside(presetOrPath);
    }

    /** The packages of a policy lie where its file says, seen from that file. */
    private static Policy beside(String path) {
        Policy policy = parse(path, read(path));
        Path file = Path.of(path).toAbsolutePath();
        return policy.admitting(
                policy.packages().stream()
                        .map(pin ->
                                new PackagePin(
                                        file.resolveSibling(pin.file()).normalize().toString(),
                                        pin.sha256(),
                                        pin.author()))
                        .toList());
    }

    private static String read(String path) {
        try (InputStream in = Files.newInputStream(Path.of(path))) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw invalid(path + " is longer than a policy may be, " + MAX_BYTES + " bytes");
            }
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException _) {
            throw invalid(path + " is not text in UTF-8");
        } catch (IOException | InvalidPathException _) {
            throw invalid(
                    "'"
                            + path
                            + "' is neither a preset (strict, validation) nor a file that can be"
                            + " read"
                            + suggestion(path, PRESETS.keySet()));
        }
    }

    /**
     * Reads the text of a policy.
     *
     * @param source what messages call the text, for example the file's name
     * @throws KoinonException INVALID_CONFIGURATION with every problem and its line
     */
    public static Policy parse(String source, String text) {
        PolicyFile file = new PolicyFile();
        Policy policy = file.policy(text);
        if (!file.problems.isEmpty()) {
            throw invalid("the policy " + source + ": " + String.join("; ", file.problems));
        }
        return policy;
    }

    private Policy policy(String text) {
        root(text).ifPresent(this::collect);
        Policy policy =
                new Policy(
                        name(),
                        count("minimum-patients", Policy.STRICT.minimumPatients()),
                        count("minimum-cell", Policy.STRICT.minimumCell()),
                        siteLevel(),
                        flag("sums-alone", Policy.STRICT.aloneSums()),
                        flag("accept-foreign-parameters", Policy.STRICT.foreignParameters()),
                        algorithms(),
                        packages());
        Policy preset = PRESETS.get(policy.name());
        Node name = values.get("name");
        if (problems.isEmpty() && name != null && preset != null && !preset.equals(policy)) {
            problem(name, "the name '" + policy.name() + "' belongs to a preset; choose another");
        }
        return policy;
    }

    private Optional<Node> root(String text) {
        LoadSettings settings = LoadSettings.builder().setCodePointLimit(MAX_BYTES).build();
        try {
            checkDepth(new Parse(settings).parseString(text));
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty()) {
                problems.add("line 1: the file is empty");
            }
            return root;
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(1);
            problems.add("line " + line + ": not YAML, " + e.getProblem());
        } catch (YamlEngineException _) {
            problems.add("line 1: not YAML");
        }
        return Optional.empty();
    }

    /** Events come one by one; composing nodes recurses, and would end in a full stack. */
    private static void checkDepth(Iterable<Event> events) {
        int depth = 0;
        for (Event event : events) {
            if (event instanceof CollectionStartEvent && ++depth > MAX_DEPTH) {
                throw new YamlEngineException("nested too deeply");
            }
            if (event instanceof CollectionEndEvent) {
                depth--;
            }
        }
    }

    private void collect(Node root) {
        if (!(root instanceof MappingNode mapping)) {
            problem(root, "expected lines of 'key: value'");
            return;
        }
        for (NodeTuple tuple : mapping.getValue()) {
            Node key = tuple.getKeyNode();
            String name = key instanceof ScalarNode scalar ? scalar.getValue() : "";
            if (!KEYS.contains(name)) {
                problem(key, "unknown key '" + shorten(name) + "'" + suggestion(name, KEYS));
            } else if (values.putIfAbsent(name, tuple.getValueNode()) != null) {
                problem(key, "'" + name + "' stands twice");
            }
        }
    }

    private String name() {
        Node node = values.get("name");
        if (node == null) {
            if (problems.isEmpty()) {
                problems.add("line 1: 'name' is missing");
            }
            return "";
        }
        return word(node, "a name has letters, digits, - and _, at most 80").orElse("");
    }

    private long count(String key, long fallback) {
        Node node = values.get(key);
        if (node == null) {
            return fallback;
        }
        if (node instanceof ScalarNode s && NUMBER.matcher(s.getValue()).matches()) {
            long count = Long.parseLong(s.getValue());
            if (count >= 1 && count <= MAX_COUNT) {
                return count;
            }
        }
        problem(node, "'" + key + "' is a whole number from 1 to " + MAX_COUNT);
        return fallback;
    }

    private boolean flag(String key, boolean fallback) {
        Node node = values.get(key);
        if (node == null) {
            return fallback;
        }
        String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        if (!text.equals("true") && !text.equals("false")) {
            problem(node, "'" + key + "' is true or false");
        }
        return text.equals("true");
    }

    private Set<Support.Kind> siteLevel() {
        Node node = values.get("site-level");
        return node == null
                ? Policy.STRICT.siteRelease()
                : list(node, "'site-level' is a list of " + kinds(), this::kind);
    }

    private Optional<Support.Kind> kind(Node node) {
        String text = node instanceof ScalarNode scalar ? scalar.getValue() : "";
        Optional<Support.Kind> kind = Optional.ofNullable(KINDS.get(text));
        if (kind.isEmpty()) {
            String hint = suggestion(text, KINDS.keySet());
            problem(node, "'site-level' takes only " + kinds() + hint);
        }
        return kind;
    }

    private static String kinds() {
        return String.join(", ", KINDS.keySet().stream().sorted().toList());
    }

    private Set<String> algorithms() {
        Node node = values.get("algorithms");
        if (node == null || (node instanceof ScalarNode s && s.getValue().equals("all"))) {
            return Policy.STRICT.algorithms();
        }
        String rule = "'algorithms' is 'all' or a list of 1 to " + MAX_ALGORITHMS + " names";
        Set<String> names = list(node, rule, n -> word(n, "'algorithms' takes names"));
        boolean sequence = node instanceof SequenceNode;
        if (sequence
                && (((SequenceNode) node).getValue().isEmpty() || names.size() > MAX_ALGORITHMS)) {
            problem(node, rule);
        }
        return names;
    }

    private List<PackagePin> packages() {
        Node node = values.get("packages");
        String rule = "'packages' is a list, each with " + String.join(", ", PIN);
        return node == null ? List.of() : List.copyOf(list(node, rule, n -> pin(n, rule)));
    }

    private Optional<PackagePin> pin(Node node, String rule) {
        Map<String, String> parts = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                if (tuple.getKeyNode() instanceof ScalarNode key
                        && tuple.getValueNode() instanceof ScalarNode value) {
                    parts.put(key.getValue(), value.getValue());
                }
            }
        }
        if (!parts.keySet().equals(Set.copyOf(PIN))) {
            problem(node, rule);
            return Optional.empty();
        }
        try {
            String file = parts.getOrDefault("file", "");
            Path _ = Path.of(file);
            return Optional.of(
                    new PackagePin(
                            file,
                            parts.getOrDefault("sha256", ""),
                            parts.getOrDefault("author", "")));
        } catch (InvalidPathException _) {
            problem(node, "'file' is the path of a jar");
        } catch (IllegalArgumentException e) {
            problem(node, String.valueOf(e.getMessage()));
        }
        return Optional.empty();
    }

    private <T> Set<T> list(Node node, String rule, Function<Node, Optional<T>> item) {
        Set<T> items = new LinkedHashSet<>();
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(n -> item.apply(n).ifPresent(items::add));
        } else {
            problem(node, rule);
        }
        return items;
    }

    private Optional<String> word(Node node, String rule) {
        if (node instanceof ScalarNode s && WORD.matcher(s.getValue()).matches()) {
            return Optional.of(s.getValue());
        }
        problem(node, rule);
        return Optional.empty();
    }

    private void problem(Node node, String message) {
        int line = node.getStartMark().map(mark -> mark.getLine() + 1).orElse(1);
        problems.add("line " + line + ": " + message);
    }

    private static String suggestion(String text, Iterable<String> known) {
        List<String> near = new ArrayList<>();
        known.forEach(k -> {
            if (text.length() <= 80 && distance(text, k) <= 1 + k.length() / 3) {
                near.add(k);
            }
        });
        return near.stream()
                .min(Comparator.<String>comparingInt(k -> distance(text, k)).thenComparing(k -> k))
                .map(k -> "; did you mean '" + k + "'?")
                .orElse("");
    }

    /** Levenshtein's distance: insertions, deletions and replacements between two words. */
    private static int distance(String a, String b) {
        int[] row = new int[b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            int diagonal = 0;
            for (int j = 0; j <= b.length(); j++) {
                int above = row[j];
                if (i == 0 || j == 0) {
                    row[j] = i + j;
                } else {
                    int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                    row[j] = Math.min(replaced, 1 + Math.min(above, row[j - 1]));
                }
                diagonal = above;
            }
        }
        return row[b.length()];
    }

    private static String shorten(String text) {
        return text.length() <= 80 ? text : text.substring(0, 77) + "...";
    }

    private static KoinonException invalid(String message) {
        return new KoinonException(ErrorCode.INVALID_CONFIGURATION, message);
    }
}
