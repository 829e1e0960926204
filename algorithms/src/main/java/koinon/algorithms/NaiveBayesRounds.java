package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Level;
import koinon.model.metadata.Variable;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactSum;

/**
 * The two rounds of naive Bayes: sums by part and class, then predictions. Models are those of the
 * validations, each without its part, and last the one of all rows where it is wanted too; the rows
 * that a model is tested on are its part's, and all rows for the last.
 */
final class NaiveBayesRounds {
    private final Question question;
    private final Split split;
    private final boolean whole;
    private final Variable outcome;
    private final int[] order;
    private final List<Variable> numbers;
    private final List<Variable> factors;
    private final Grid[] grids;
    private final double alpha;

    /**
     * @param whole whether the model of all rows is wanted
     * @param alpha added to every count of a level
     */
    NaiveBayesRounds(Question question, Split split, boolean whole, double alpha) {
        this.question = question;
        this.split = split;
        this.whole = whole;
        this.alpha = alpha;
        this.outcome = question.y().getFirst();
        Covariates.of(question);
        this.order =
                IntStream.range(0, outcome.levels().size())
                        .boxed()
                        .sorted(Comparator.comparing(i -> outcome.levels().get(i).code()))
                        .mapToInt(Integer::intValue)
                        .toArray();
        this.numbers = question.x().stream().filter(Variable::numerical).toList();
        this.factors = question.x().stream().filter(Variable::categorical).toList();
        this.grids = numbers.stream().map(v -> question.grid(v.code())).toArray(Grid[]::new);
    }

    List<Variable> numbers() {
        return numbers;
    }

    List<Variable> factors() {
        return factors;
    }

    /** Classes in the order of their codes. */
    List<String> classes() {
        return Arrays.stream(order).mapToObj(i -> outcome.levels().get(i).code()).toList();
    }

    /** Positions of a variable's levels in the order of their codes. */
    static int[] sorted(Variable variable) {
        return IntStream.range(0, variable.levels().size())
                .boxed()
                .sorted(Comparator.comparing((Integer i) -> variable.levels().get(i).code()))
                .mapToInt(Integer::intValue)
                .toArray();
    }

    static List<String> codes(Variable variable) {
        return variable.levels().stream().map(Level::code).sorted().toList();
    }

    private int models() {
        return split.validations() + (whole ? 1 : 0);
    }

    /**
     * What both rounds give.
     *
     * @param models those of the validations, and last the one of all rows where it was wanted
     */
    record Predicted(List<NaiveBayesModel> models, ScoreCounts.Pool pool) {
        long rows() {
            return Census.of(pool.sums()).rows();
        }
    }

    Step start(BiFunction<NaiveBayesRounds, Predicted, Step> next) {
        VectorSchema schema = sumsSchema();
        return new Step.Round(
                "sums by class",
                schema,
                data -> localSums(data, schema),
                pooled -> predictions(models(pooled.required()), next));
    }

    private List<String> columns() {
        List<String> columns = new ArrayList<>();
        columns.add(outcome.code());
        numbers.forEach(v -> columns.add(v.code()));
        factors.forEach(v -> columns.add(v.code()));
        columns.addAll(split.variables());
        return columns;
    }

    private int groups() {
        return split.size() * order.length;
    }

    private static String field(Variable variable) {
        return "sums/" + variable.code();
    }

    /** By group, part · classes + class in the order of the data model. */
    private VectorSchema sumsSchema() {
        List<Field> fields = new ArrayList<>();
        fields.add(Field.counts("rows", groups()));
        numbers.forEach(v -> fields.add(Field.sums(field(v), 2 * groups(), 0)));
        factors.forEach(v -> fields.add(Field.counts(field(v), groups() * v.levels().size())));
        return new VectorSchema(fields);
    }

    private LocalAnswer localSums(LocalData data, VectorSchema schema) {
        Rows rows = data.completeCases(question.variables());
        Sweep sweep = rows.reduce(columns(), Sweep::new, Sweep::add, Sweep::merge);
        ExactVector.Builder sums = ExactVector.builder(schema).add("rows", sweep.rows);
        for (int j = 0; j < numbers.size(); j++) {
            sweep.sums[j].writeTo(sums, field(numbers.get(j)));
        }
        for (int j = 0; j < factors.size(); j++) {
            sums.add(field(factors.get(j)), sweep.counts[j]);
        }
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), schema.words());
    }

    /** One thread's sums. */
    private final class Sweep {
        private final long[] rows = new long[groups()];
        private final ExactSum[] sums = new ExactSum[numbers.size()];
        private final long[][] counts = new long[factors.size()][];

        Sweep() {
            Arrays.setAll(sums, _ -> new ExactSum(2 * groups()));
            Arrays.setAll(counts, j -> new long[groups() * factors.get(j).levels().size()]);
        }

        void add(Block block) {
            int[] codes = block.codes(0);
            int[] parts = split.parts(block, 1 + numbers.size() + factors.size());
            int[] group = new int[block.size()];
            for (int i = 0; i < group.length; i++) {
                group[i] = parts[i] * order.length + codes[i];
                rows[group[i]]++;
            }
            for (int j = 0; j < sums.length; j++) {
                double[] values = block.values(1 + j);
                for (int i = 0; i < group.length; i++) {
                    long value = (long) grids[j].quantise(values[i]);
                    sums[j].add(2 * group[i], value);
                    sums[j].addSquare(2 * group[i] + 1, value);
                }
            }
            for (int j = 0; j < counts.length; j++) {
                int[] levels = block.codes(1 + numbers.size() + j);
                int size = factors.get(j).levels().size();
                for (int i = 0; i < group.length; i++) {
                    counts[j][group[i] * size + levels[i]]++;
                }
            }
        }

        Sweep merge(Sweep other) {
            Arrays.setAll(rows, g -> rows[g] + other.rows[g]);
            for (int j = 0; j < sums.length; j++) {
                sums[j].merge(other.sums[j]);
            }
            for (int j = 0; j < counts.length; j++) {
                long[] mine = counts[j];
                long[] theirs = other.counts[j];
                Arrays.setAll(mine, i -> mine[i] + theirs[i]);
            }
            return this;
        }
    }

    private List<NaiveBayesModel> models(ExactVector sums) {
        long n = Census.of(sums).rows();
        if (n < Math.max(1, split.validations())) {
            throw new KoinonException(
                    n == 0 ? ErrorCode.INSUFFICIENT_DATA : ErrorCode.PRECONDITION,
                    "there are "
                            + n
                            + " rows with a value in every variable, too few for "
                            + Math.max(1, split.validations())
                            + " parts; use fewer parts or more data");
        }
        List<NaiveBayesModel> models = new ArrayList<>();
        for (int v = 0; v < models(); v++) {
            int without = v < split.validations() ? v : -1;
            NaiveBayesModel.Sums train = train(sums, without);
            if (train.total() == 0) {
                throw new KoinonException(
                        ErrorCode.INSUFFICIENT_DATA,
                        "no complete row is left to train for " + split.names().get(v));
            }
            NaiveBayesModel model = NaiveBayesModel.of(train, grids, alpha);
            if (model.degenerate()) {
                throw new KoinonException(
                        ErrorCode.PRECONDITION,
                        "every numerical covariate is constant in the rows that train; choose"
                                + " others, fewer parts or more data");
            }
            models.add(model);
        }
        return models;
    }

    /** Sums of the rows outside a part, classes in the order of their codes. */
    private NaiveBayesModel.Sums train(ExactVector sums, int without) {
        int classes = order.length;
        long[] rows = new long[classes];
        BigInteger[][] totals = new BigInteger[classes][numbers.size()];
        BigInteger[][] squares = new BigInteger[classes][numbers.size()];
        long[][][] counts = new long[factors.size()][classes][];
        for (int c = 0; c < classes; c++) {
            int[] groups = groups(c, without);
            rows[c] = Arrays.stream(groups).mapToLong(g -> sums.count("rows", g)).sum();
            for (int j = 0; j < numbers.size(); j++) {
                String field = field(numbers.get(j));
                totals[c][j] = total(sums, field, groups, 0);
                squares[c][j] = total(sums, field, groups, 1);
            }
            for (int j = 0; j < counts.length; j++) {
                counts[j][c] = levels(sums, factors.get(j), groups);
            }
        }
        return new NaiveBayesModel.Sums(rows, totals, squares, counts);
    }

    private int[] groups(int c, int without) {
        return IntStream.range(0, split.size())
                .filter(part -> part != without)
                .map(part -> part * order.length + order[c])
                .toArray();
    }

    private static BigInteger total(ExactVector sums, String field, int[] groups, int square) {
        return Arrays.stream(groups)
                .mapToObj(g -> sums.integer(field, 2 * g + square))
                .reduce(BigInteger.ZERO, BigInteger::add);
    }

    private static long[] levels(ExactVector sums, Variable factor, int[] groups) {
        int size = factor.levels().size();
        long[] counts = new long[size];
        for (int group : groups) {
            Arrays.setAll(counts, l -> counts[l] + sums.count(field(factor), group * size + l));
        }
        return counts;
    }

    private Step predictions(
            List<NaiveBayesModel> models, BiFunction<NaiveBayesRounds, Predicted, Step> next) {
        List<String> classes = classes();
        List<Integer> all = IntStream.range(0, classes.size()).boxed().toList();
        ScoreCounts layout = new ScoreCounts(models.size(), classes, all);
        return new Step.Round(
                "predictions",
                layout.schema(),
                data -> localPredictions(data, models, layout),
                pooled ->
                        next.apply(
                                this,
                                new Predicted(
                                        models,
                                        new ScoreCounts.Pool(
                                                layout,
                                                pooled.required(),
                                                question.disclosure()))));
    }

    private LocalAnswer localPredictions(
            LocalData data, List<NaiveBayesModel> models, ScoreCounts layout) {
        Rows rows = data.completeCases(question.variables());
        Prediction prediction =
                rows.reduce(
                        columns(),
                        () -> new Prediction(models, layout.tally()),
                        Prediction::add,
                        Prediction::merge);
        return LocalAnswer.pooled(prediction.tally.vector(), Censuses.of(rows), models.size());
    }

    /** One thread's predictions. */
    private final class Prediction {
        private final List<NaiveBayesModel> models;
        private final ScoreCounts.Tally tally;
        private final int[] place = new int[order.length];
        private final double[] scores = new double[order.length];

        Prediction(List<NaiveBayesModel> models, ScoreCounts.Tally tally) {
            this.models = models;
            this.tally = tally;
            for (int c = 0; c < order.length; c++) {
                place[order[c]] = c;
            }
        }

        void add(Block block) {
            int[] codes = block.codes(0);
            int[] parts = split.parts(block, 1 + numbers.size() + factors.size());
            double[] values = new double[numbers.size()];
            int[] levels = new int[factors.size()];
            for (int i = 0; i < block.size(); i++) {
                for (int j = 0; j < values.length; j++) {
                    values[j] = grids[j].quantise(block.values(1 + j)[i]) * grids[j].step();
                }
                for (int j = 0; j < levels.length; j++) {
                    levels[j] = block.codes(1 + values.length + j)[i];
                }
                if (parts[i] < split.validations()) {
                    predict(parts[i], place[codes[i]], values, levels);
                }
                if (whole) {
                    predict(split.validations(), place[codes[i]], values, levels);
                }
            }
        }

        private void predict(int model, int actual, double[] values, int[] levels) {
            models.get(model).scores(values, levels, scores);
            tally.predict(model, actual, NaiveBayesModel.best(scores));
            for (int c = 0; c < scores.length; c++) {
                tally.score(model, c, actual != c, NaiveBayesModel.logOdds(scores, c));
            }
        }

        Prediction merge(Prediction other) {
            tally.merge(other.tally);
            return this;
        }
    }
}
