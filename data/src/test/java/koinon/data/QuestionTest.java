package koinon.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import koinon.data.bounds.BoundRule;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Grid;
import koinon.model.request.Filter;
import koinon.model.request.Filter.And;
import koinon.model.request.Filter.Between;
import koinon.model.request.Filter.Comparator;
import koinon.model.request.Filter.Comparison;
import koinon.model.request.Filter.In;
import koinon.model.request.Filter.Missing;
import koinon.model.request.Filter.Or;
import koinon.model.request.Literal;
import koinon.model.request.Literal.Numeric;
import koinon.model.request.Literal.Text;
import koinon.model.request.Request;
import koinon.model.trials.Trials;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Rows of questions, compared with a plain reading of the same files. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class QuestionTest {
    private static final List<String> NAMES = List.of("x1", "x2", "n1", "sex", "grade", "note");

    @TempDir static Path home;
    @TempDir static Path data;

    private DataStore store;
    private final List<Map<String, String>> table = new ArrayList<>();

    @BeforeAll
    void write() throws IOException {
        SyntheticCohort cohort = new SyntheticCohort(2, 1);
        Path folder = cohort.writeMetadata(data);
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);
        for (String dataset : List.of("b", "a")) {
            Path file = cohort.writeCsv(folder, dataset, 1_500, random);
            List<String> lines = Files.readAllLines(file);
            List<String> header = List.of(lines.getFirst().split(",", -1));
            for (String line : lines.subList(1, lines.size())) {
                String[] cells = line.split(",", -1);
                Map<String, String> row = new HashMap<>();
                for (int i = 0; i < cells.length; i++) {
                    row.put(header.get(i), cells[i]);
                }
                table.add(row);
            }
        }
        store = DataStore.open(DataSettings.of(home, data));
    }

    @AfterAll
    void close() {
        store.close();
    }

    private LocalData ask(Filter filter, Map<String, Grid> grids, String... datasets) {
        Request request =
                new Request(
                        "any",
                        SyntheticCohort.MODEL,
                        List.of(datasets),
                        List.of(),
                        List.of(),
                        filter,
                        new TreeMap<>());
        return store.question(request, grids);
    }

    private Map<String, Grid> grids() {
        return store.proposeGrids(SyntheticCohort.MODEL, new BoundRule.AllFit());
    }

    private static Filter compare(String variable, Comparator operator, Literal value) {
        return new Comparison(variable, operator, value);
    }

    /** The plain reading: three-valued logic over the cells as texts. */
    private static boolean passes(Filter filter, Map<String, String> row) {
        return switch (filter) {
            case And(List<Filter> children) -> children.stream().allMatch(c -> passes(c, row));
            case Or(List<Filter> children) -> children.stream().anyMatch(c -> passes(c, row));
            case Missing(String name, boolean missing) -> cell(row, name).isEmpty() == missing;
            case Comparison(String name, Comparator operator, Literal value) ->
                    !cell(row, name).isEmpty()
                            && switch (operator) {
                                case EQUAL -> order(cell(row, name), value) == 0;
                                case NOT_EQUAL -> order(cell(row, name), value) != 0;
                                case LESS -> order(cell(row, name), value) < 0;
                                case LESS_OR_EQUAL -> order(cell(row, name), value) <= 0;
                                case GREATER -> order(cell(row, name), value) > 0;
                                case GREATER_OR_EQUAL -> order(cell(row, name), value) >= 0;
                            };
            case Between(String name, Literal low, Literal high, boolean inside) ->
                    !cell(row, name).isEmpty()
                            && (order(cell(row, name), low) >= 0
                                            && order(cell(row, name), high) <= 0)
                                    == inside;
            case In(String name, List<Literal> values, boolean inside) ->
                    !cell(row, name).isEmpty()
                            && values.stream().anyMatch(v -> order(cell(row, name), v) == 0)
                                    == inside;
        };
    }

    private static String cell(Map<String, String> row, String name) {
        return Objects.requireNonNull(row.get(name));
    }

    private static int order(String cell, Literal value) {
        return switch (value) {
            case Numeric(double number) -> Double.compare(Double.parseDouble(cell), number);
            case Text(String text) -> cell.compareTo(text);
        };
    }

    private static Filter random(RandomGenerator random, int depth) {
        if (depth > 0 && random.nextInt(3) > 0) {
            List<Filter> children = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(3); i++) {
                children.add(random(random, depth - 1));
            }
            return random.nextBoolean() ? new And(children) : new Or(children);
        }
        String name = NAMES.get(random.nextInt(NAMES.size()));
        return switch (random.nextInt(4)) {
            case 0 -> new Missing(name, random.nextBoolean());
            case 1 ->
                    new Between(
                            name,
                            literal(name, random),
                            literal(name, random),
                            random.nextBoolean());
            case 2 -> {
                List<Literal> values = new ArrayList<>();
                for (int i = 0; i <= random.nextInt(4); i++) {
                    values.add(literal(name, random));
                }
                yield new In(name, values, random.nextBoolean());
            }
            default -> {
                Comparator[] all = Comparator.values();
                yield compare(name, all[random.nextInt(all.length)], literal(name, random));
            }
        };
    }

    private static Literal literal(String name, RandomGenerator random) {
        return switch (name) {
            case "sex" -> new Text(List.of("F", "M", "", "G").get(random.nextInt(4)));
            case "note" -> new Text("note" + random.nextInt(50));
            case "grade" -> new Numeric(random.nextInt(5));
            case "n1" -> new Numeric(random.nextInt(100));
            default -> new Numeric(random.nextGaussian() * 10);
        };
    }

    @Trials(150)
    void choosesWhatAPlainReadingChooses(RandomGenerator random) {
        Filter filter = random(random, 3);
        List<String> used = new ArrayList<>(List.of("x1", "x2", "sex", "grade", "n1", "dataset"));
        Collections.shuffle(used, random);
        used = used.subList(0, random.nextInt(used.size()));
        List<Map<String, String>> within =
                table.stream().filter(row -> passes(filter, row)).toList();
        List<String> names = used;
        List<Map<String, String>> complete =
                within.stream()
                        .filter(row -> names.stream().noneMatch(n -> cell(row, n).isEmpty()))
                        .toList();
        Rows rows = ask(filter, grids(), "a", "b").completeCases(used);
        assertThat(rows.count()).isEqualTo(complete.size());
        assertThat(rows.dropped().missing()).isEqualTo(within.size() - complete.size());
        assertThat(rows.patients())
                .isEqualTo(complete.stream().map(r -> cell(r, "subjectcode")).distinct().count());
    }

    @Test
    void handsOutTheValuesOfTheChosenRows() {
        Filter filter = compare("sex", Comparator.EQUAL, new Text("F"));
        LocalData question = ask(filter, grids(), "0", "b", "a");
        List<String> columns = List.of("grade", "x1", "dataset");
        List<String> found =
                question.completeCases(columns)
                        .reduce(
                                columns,
                                ArrayList<String>::new,
                                QuestionTest::collect,
                                (one, other) -> {
                                    one.addAll(other);
                                    return one;
                                });
        List<String> expected = new ArrayList<>();
        for (String dataset : List.of("a", "b")) {
            for (Map<String, String> row : table) {
                if (cell(row, "dataset").equals(dataset)
                        && passes(filter, row)
                        && !cell(row, "x1").isEmpty()) {
                    int code = dataset.equals("a") ? 1 : 2;
                    expected.add(
                            cell(row, "grade")
                                    + " "
                                    + Double.parseDouble(cell(row, "x1"))
                                    + " "
                                    + code);
                }
            }
        }
        assertThat(found).isEqualTo(expected);
    }

    private static void collect(List<String> list, Block block) {
        for (int i = 0; i < block.size(); i++) {
            list.add(block.codes(0)[i] + " " + block.values(1)[i] + " " + block.codes(2)[i]);
        }
    }

    @Test
    void asksOneDatasetAlone() {
        LocalData question = ask(Filter.all(), grids(), "a", "b", "c");
        assertThat(question.only("b").datasets()).containsExactly("b");
        assertThat(question.only("b").completeCases(List.of()).count()).isEqualTo(1_500);
        assertThat(question.only("c").datasets()).isEmpty();
        assertThat(question.only("c").completeCases(List.of("x1")).count()).isZero();
        assertThat(
                        question.only("c")
                                .completeCases(List.of("x1"))
                                .<List<String>>reduce(
                                        List.of("x1"), ArrayList::new, (a, b) -> {}, (a, b) -> a))
                .isEmpty();
    }

    @Test
    void filtersOnTheDataset() {
        Filter filter = new In("dataset", List.of(new Text("b"), new Text("z")), true);
        assertThat(ask(filter, grids(), "a", "b").completeCases(List.of()).count())
                .isEqualTo(1_500);
    }

    @Test
    void dropsWhatIsOutOfBoundsAndCountsIt() {
        Map<String, Grid> narrow = new HashMap<>(grids());
        narrow.put("x1", Grid.finest(3));
        Rows rows = ask(Filter.all(), narrow, "a").completeCases(List.of("x1", "x2"));
        long complete = 0;
        long inside = 0;
        for (Map<String, String> row : table) {
            if (cell(row, "dataset").equals("a")
                    && !cell(row, "x1").isEmpty()
                    && !cell(row, "x2").isEmpty()) {
                complete++;
                inside += Math.abs(Double.parseDouble(cell(row, "x1"))) <= 8 ? 1 : 0;
            }
        }
        assertThat(inside).isLessThan(complete);
        assertThat(rows.count()).isEqualTo(inside);
        assertThat(rows.dropped()).isEqualTo(new Rows.Dropped(1_500 - complete, complete - inside));
    }

    @Test
    void showsGapsAndValuesOutOfBoundsAsMissing() {
        Map<String, Grid> narrow = new HashMap<>(grids());
        narrow.put("x1", Grid.finest(3));
        Rows rows = ask(Filter.all(), narrow, "a").completeCases(List.of());
        long[] present =
                rows.reduce(
                        List.of("x1"),
                        () -> new long[1],
                        (sum, block) -> {
                            for (int i = 0; i < block.size(); i++) {
                                sum[0] += Double.isNaN(block.values(0)[i]) ? 0 : 1;
                            }
                        },
                        (one, other) -> new long[] {one[0] + other[0]});
        assertThat(present[0])
                .isEqualTo(ask(Filter.all(), narrow, "a").completeCases(List.of("x1")).count());
    }

    private static void refused(ErrorCode code, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        KoinonException.class, e -> assertThat(e.code()).isEqualTo(code));
    }

    @Test
    void refusesWhatCannotBeAnalysed() {
        LocalData question = ask(Filter.all(), Map.of(), "a");
        refused(ErrorCode.WRONG_TYPE, () -> question.completeCases(List.of("note")));
        refused(ErrorCode.UNKNOWN_VARIABLE, () -> question.completeCases(List.of("nothing")));
        refused(ErrorCode.NO_BOUND, () -> question.completeCases(List.of("x1")));
        refused(
                ErrorCode.INVALID_FILTER,
                () -> ask(compare("x1", Comparator.LESS, new Text("x")), Map.of(), "a"));
        refused(ErrorCode.INVALID_FILTER, () -> ask(new Missing("nothing", true), Map.of(), "a"));
    }

    @Test
    void neverPullsAColumnOrChoosesRowsTwice() {
        Filter filter = compare("x1", Comparator.GREATER, new Numeric(0));
        List<String> used = new ArrayList<>(new TreeSet<>(List.of("x2", "sex")));
        ask(filter, grids(), "a", "b").completeCases(used).patients();
        DataStore.Counters before = store.counters();
        Rows rows = ask(filter, grids(), "b", "a").completeCases(used.reversed());
        assertThat(rows.patients()).isPositive();
        rows.reduce(used, () -> 0, (sum, block) -> {}, Integer::sum);
        DataStore.Counters after = store.counters();
        assertThat(after.statements()).isEqualTo(before.statements());
        assertThat(after.columnsLoaded()).isEqualTo(before.columnsLoaded());
        assertThat(after.selectionsMade()).isEqualTo(before.selectionsMade());
        assertThat(after.columnHits()).isGreaterThan(before.columnHits());
    }
}
