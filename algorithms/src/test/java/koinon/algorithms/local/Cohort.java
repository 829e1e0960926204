package koinon.algorithms.local;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koinon.model.exact.Grid;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Group;
import koinon.model.metadata.Level;
import koinon.model.metadata.Range;
import koinon.model.metadata.SqlType;
import koinon.model.metadata.Variable;
import koinon.model.request.Preprocessing;
import koinon.model.request.Preprocessing.Longitudinal;
import koinon.model.request.Preprocessing.Strategy;
import org.jspecify.annotations.Nullable;

/**
 * Rows of one data model, column by column, NaN where missing; a categorical variable holds the
 * positions of its levels. Immutable.
 */
public final class Cohort {
    private static final String PATIENT = "subjectid";

    private final DataModel model;
    private final Map<String, double[]> columns;
    private final int[] numbers;

    /**
     * @param numbers of the rows, which they keep wherever they go
     */
    private Cohort(DataModel model, Map<String, double[]> columns, int[] numbers) {
        this.model = model;
        this.columns = columns;
        this.numbers = numbers;
    }

    public static Builder rows(int size) {
        return new Builder(size);
    }

    public DataModel model() {
        return model;
    }

    public int size() {
        return numbers.length;
    }

    /** Number of a row from 0 in the cohort that was built, modulo the number of folds. */
    int fold(int row, int count) {
        return numbers[row] % count;
    }

    double value(String variable, int row) {
        return column(variable)[row];
    }

    private double[] column(String variable) {
        double[] column = columns.get(variable);
        if (column == null) {
            throw new IllegalArgumentException("no column " + variable);
        }
        return column;
    }

    /** Codes of the datasets that have rows. */
    public List<String> datasets() {
        Variable dataset = model.require(DataModel.DATASET);
        return Arrays.stream(column(DataModel.DATASET))
                .mapToObj(code -> dataset.levels().get((int) code).code())
                .distinct()
                .sorted()
                .toList();
    }

    /** A grid for every numerical variable with a value, so wide that all values fit. */
    public Map<String, Grid> grids() {
        Map<String, Grid> grids = new TreeMap<>();
        for (Variable variable : model.variables()) {
            if (variable.numerical()) {
                Arrays.stream(column(variable.code()))
                        .filter(v -> !Double.isNaN(v))
                        .map(Math::abs)
                        .max()
                        .ifPresent(most -> grids.put(variable.code(), fitting(most)));
            }
        }
        return grids;
    }

    private static Grid fitting(double most) {
        return Grid.finest(most == 0 ? 0 : Math.getExponent(most) + 1);
    }

    /** Some of the rows, in the order given. */
    public Cohort only(int... which) {
        Map<String, double[]> some = new LinkedHashMap<>();
        columns.forEach((name, column) -> {
            some.put(name, Arrays.stream(which).mapToDouble(row -> column[row]).toArray());
        });
        return new Cohort(model, some, Arrays.stream(which).map(row -> numbers[row]).toArray());
    }

    /** The same rows in another order. */
    public Cohort shuffled(RandomGenerator random) {
        List<Integer> order = new ArrayList<>(IntStream.range(0, size()).boxed().toList());
        Collections.shuffle(order, random);
        return only(order.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * The rows dealt to sites at random, in an order of their own; of three or more sites one is
     * empty and one has a single row.
     */
    public List<Cohort> split(RandomGenerator random, int sites) {
        List<List<Integer>> hands =
                Stream.<List<Integer>>generate(ArrayList::new).limit(sites).toList();
        int first = sites < 3 ? 0 : 2;
        for (int row = 0; row < size(); row++) {
            boolean single = sites >= 3 && row == 0;
            hands.get(single ? 1 : random.nextInt(first, sites)).add(row);
        }
        List<Cohort> parts = new ArrayList<>();
        for (List<Integer> hand : hands) {
            Collections.shuffle(hand, random);
            parts.add(only(hand.stream().mapToInt(Integer::intValue).toArray()));
        }
        Collections.shuffle(parts, random);
        return parts;
    }

    /** The patients dealt to sites at random, each with all rows; some sites may stay empty. */
    public List<Cohort> splitByPatient(RandomGenerator random, int sites) {
        Map<Double, Integer> site = new HashMap<>();
        int[] siteOf =
                IntStream.range(0, size())
                        .map(row ->
                                site.computeIfAbsent(
                                        value(PATIENT, row), _ -> random.nextInt(sites)))
                        .toArray();
        return IntStream.range(0, sites)
                .mapToObj(s ->
                        only(IntStream.range(0, size()).filter(row -> siteOf[row] == s).toArray())
                                .shuffled(random))
                .toList();
    }

    /** What preprocessing makes of the rows. */
    Cohort paired(Preprocessing preprocessing) {
        if (!(preprocessing instanceof Longitudinal visits)) {
            return this;
        }
        Map<List<Double>, List<Integer>> own = rowsOf(visits.visit1());
        Map<List<Double>, List<Integer>> partners = rowsOf(visits.visit2());
        List<int[]> pairs = new ArrayList<>();
        own.forEach((patient, rows) -> {
            List<Integer> others = partners.getOrDefault(patient, List.of());
            if (rows.size() == 1 && others.size() == 1) {
                pairs.add(new int[] {rows.getFirst(), others.getFirst()});
            }
        });
        Map<String, double[]> derived = new LinkedHashMap<>();
        visits.strategies()
                .forEach((variable, strategy) -> {
                    derived.put(
                            visits.name(variable),
                            pairs.stream()
                                    .mapToDouble(p -> value(variable, strategy, p))
                                    .toArray());
                });
        derived.putIfAbsent(
                DataModel.DATASET,
                pairs.stream().mapToDouble(p -> value(DataModel.DATASET, p[0])).toArray());
        int[] kept = pairs.stream().mapToInt(p -> numbers[p[0]]).toArray();
        return new Cohort(derivedModel(visits), derived, kept);
    }

    private DataModel derivedModel(Longitudinal visits) {
        List<Variable> variables = new ArrayList<>();
        for (Variable variable : model.variables()) {
            variables.add(
                    visits.strategies().get(variable.code()) == Strategy.DIFF
                            ? variable.difference(visits.name(variable.code()))
                            : variable);
        }
        Group root = new Group("root", "Test", variables, List.of());
        return new DataModel("test", "1", true, root);
    }

    private double value(String variable, Strategy strategy, int[] pair) {
        return switch (strategy) {
            case FIRST -> value(variable, pair[0]);
            case SECOND -> value(variable, pair[1]);
            case DIFF -> value(variable, pair[1]) - value(variable, pair[0]);
        };
    }

    /** Rows of a visit, by dataset and patient. */
    private Map<List<Double>, List<Integer>> rowsOf(String visit) {
        int level = model.require(Longitudinal.VISIT).levelIndex(visit);
        return IntStream.range(0, size())
                .filter(row -> value(Longitudinal.VISIT, row) == level)
                .boxed()
                .collect(
                        Collectors.groupingBy(
                                row -> List.of(value(DataModel.DATASET, row), value(PATIENT, row)),
                                LinkedHashMap::new,
                                Collectors.toList()));
    }

    /** One site per dataset. */
    public List<Cohort> byDataset() {
        return column(DataModel.DATASET).length == 0
                ? List.of(this)
                : Arrays.stream(column(DataModel.DATASET))
                        .distinct()
                        .sorted()
                        .mapToObj(code ->
                                only(
                                        IntStream.range(0, size())
                                                .filter(i -> value(DataModel.DATASET, i) == code)
                                                .toArray()))
                        .toList();
    }

    /** Collects columns; without a column of datasets every row belongs to "one". */
    public static final class Builder {
        private final int size;
        private final List<Variable> variables = new ArrayList<>();
        private final Map<String, double[]> columns = new LinkedHashMap<>();

        private Builder(int size) {
            this.size = size;
        }

        public Builder number(String code, double... values) {
            return add(variable(code, SqlType.REAL, false, List.of()), values);
        }

        /** A categorical variable with the levels its data model lists; null where missing. */
        public Builder factor(String code, List<String> levels, @Nullable String... values) {
            double[] codes =
                    Arrays.stream(values)
                            .mapToDouble(v -> v == null ? Double.NaN : levels.indexOf(v))
                            .toArray();
            return add(variable(code, SqlType.TEXT, true, levels), codes);
        }

        private static Variable variable(
                String code, SqlType type, boolean categorical, List<String> levels) {
            List<Level> list = levels.stream().map(level -> new Level(level, level)).toList();
            return new Variable(code, code, "", type, categorical, list, Range.UNBOUNDED, "", "");
        }

        private Builder add(Variable variable, double[] values) {
            if (values.length != size) {
                throw new IllegalArgumentException(
                        variable.code() + " has " + values.length + " values, not " + size);
            }
            variables.add(variable);
            columns.put(variable.code(), values);
            return this;
        }

        public Cohort build() {
            if (!columns.containsKey(DataModel.DATASET)) {
                add(
                        variable(DataModel.DATASET, SqlType.TEXT, true, List.of("one")),
                        new double[size]);
            }
            Group root = new Group("root", "Test", variables, List.of());
            return new Cohort(
                    new DataModel("test", "1", columns.containsKey(Longitudinal.VISIT), root),
                    columns,
                    IntStream.range(0, size).toArray());
        }
    }
}
