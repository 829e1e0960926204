package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Level;
import koinon.model.metadata.Range;
import koinon.model.metadata.SqlType;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.request.Request;
import koinon.model.result.Statistic;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.ParameterSpec.Domain;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.distributions.FisherF;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * 3C, categorise, cluster, classify: do the variables that tell diagnoses apart form groups of
 * patients by themselves, and are these groups the diagnoses?
 *
 * <pre>
 *   categorise   F_j of a one-way analysis of variance of x_j by diagnosis; the variables kept are
 *                those with a p-value of at most rate · rank / m (Benjamini and Hochberg)
 *   cluster      {@link KMeans} of the kept variables, each in units of its standard deviation
 *   classify     the table of clusters by diagnoses: χ², V = √(χ² / (n min(r − 1, c − 1)))
 *                purity = Σ_c max_d n_cd / n
 *                ARI = (Σ C(n_cd, 2) − E) / ((Σ C(n_c, 2) + Σ C(n_d, 2)) / 2 − E),
 *                E = Σ C(n_c, 2) Σ C(n_d, 2) / C(n, 2)
 * </pre>
 *
 * <p>Rows are those complete in all variables of the question, in every step. What leaves a site:
 * sums and squares of each variable per diagnosis; then what k-means releases; then counts of rows
 * per cluster and diagnosis. Rounds: iterations + 3. Guarantee: bit for bit the same for every
 * split of the rows; the composition of R's {@code aov}, {@code p.adjust}, {@code kmeans} and
 * {@code table}. Diagnoses with fewer rows than the threshold are left out of F, and counts are
 * hidden as in {@link ContingencyTable}. Units: centres in those of the variables. Source: Hubert
 * and Arabie, Journal of Classification 2 (1985) 193–218; Benjamini and Hochberg, Journal of the
 * Royal Statistical Society B 57 (1995) 289–300. Not checked: that variables chosen by diagnosis
 * tell anything new about it: the χ² of the last step is not a test, because the same rows chose
 * the variables.
 */
public final class ThreeC implements Algorithm {
    private static final String COUNTS = "counts";

    @Override
    public Specification specification() {
        return new Specification(
                "three_c",
                "Categorise, cluster, classify (3C)",
                "Whether patients group by themselves in the variables that tell diagnoses apart,"
                        + " and whether these groups are the diagnoses.",
                VariableSpec.categorical("Diagnosis", "What clusters are compared with", 1, 1),
                VariableSpec.numerical("Variables", "Candidates to cluster by", 1, 100),
                List.of(
                        ParameterSpec.optional(
                                "rate",
                                "False-discovery rate",
                                "Largest expected share of kept variables unrelated to diagnosis",
                                new Domain.Reals(0, 1),
                                new Parameter.Real(0.05)),
                        ParameterSpec.optional(
                                "k", "Clusters", "", new Domain.Ints(2, 100), new Parameter.Int(3)),
                        ParameterSpec.optional(
                                "maxiter",
                                "Iterations",
                                "Most iterations of k-means",
                                new Domain.Ints(1, 100),
                                new Parameter.Int(50)),
                        ParameterSpec.optional(
                                "tol",
                                "Tolerance",
                                "Movement of the centres, in standard deviations, that counts as"
                                        + " none",
                                new Domain.Reals(0, 1),
                                new Parameter.Real(0.001)),
                        MeanTests.alphaParameter()),
                "Sums and squares per diagnosis; per iteration rows, sums and squares of each"
                        + " cluster; counts of clusters by diagnosis.",
                Specification.Release.POOLED_AND_SITE);
    }

    @Override
    public Step start(Question question) {
        Variable diagnosis = question.y().getFirst();
        int[] levels = IntStream.range(0, diagnosis.levels().size()).toArray();
        GroupSums sums = GroupSums.by(turned(question), diagnosis, levels);
        return new Step.Round(
                "moments by diagnosis",
                sums.schema(),
                sums::local,
                pooled -> categorised(question, sums, pooled.required()));
    }

    /** The question with x and y exchanged: the variables are the outcomes of the first step. */
    private static Question turned(Question question) {
        Request asked = question.request();
        Request turned =
                new Request(
                        asked.algorithm(),
                        asked.dataModel(),
                        asked.datasets(),
                        asked.x(),
                        asked.y(),
                        asked.filter(),
                        asked.parameters());
        return new Question(turned, question.dataModel(), question.grids(), question.disclosure());
    }

    /** A variable before it is kept or not. */
    private record Candidate(String variable, Statistic f, Statistic p, double deviation) {
        static Candidate of(String variable, List<Sample> shown, Sample all) {
            double n = shown.stream().mapToDouble(Sample::n).sum();
            Sample together = shown.stream().reduce(Sample::plus).orElseThrow();
            DoubleDouble within =
                    shown.stream()
                            .map(Sample::centred)
                            .reduce(DoubleDouble.ZERO, DoubleDouble::plus);
            double between = shown.size() - 1.0;
            double residual = Math.max(0, within.doubleValue());
            double explained = Math.max(0, together.centred().minus(within).doubleValue());
            double df = n - shown.size();
            double f = explained / between / (residual / df);
            boolean tested = df > 0 && !together.constant();
            Statistic none =
                    new Statistic.Undefined(
                            df > 0 ? "the variable is constant" : "one row per diagnosis");
            return new Candidate(
                    variable,
                    tested ? Statistic.of(f) : none,
                    tested
                            ? Statistic.of(residual == 0 ? 0 : new FisherF(between, df).survival(f))
                            : none,
                    Math.sqrt(all.centred().doubleValue() / Math.max(1, all.n() - 1)));
        }
    }

    private static Step categorised(Question question, GroupSums sums, ExactVector pooled) {
        Variable diagnosis = question.y().getFirst();
        List<Candidate> candidates = new ArrayList<>();
        for (int v = 0; v < question.request().x().size(); v++) {
            int variable = v;
            List<Sample> samples =
                    IntStream.range(0, diagnosis.levels().size())
                            .mapToObj(g -> sums.sample(pooled, variable, g))
                            .filter(sample -> sample.n() > 0)
                            .toList();
            List<Sample> shown =
                    samples.stream().filter(s -> !question.disclosure().hides(s.n())).toList();
            if (shown.size() < 2) {
                throw new KoinonException(
                        ErrorCode.PRECONDITION,
                        "fewer than two levels of '"
                                + diagnosis.code()
                                + "' have enough rows; choose other datasets or another filter");
            }
            Sample all = samples.stream().reduce(Sample::plus).orElseThrow();
            candidates.add(Candidate.of(question.request().x().get(v), shown, all));
        }
        List<ThreeCResult.Relation> relations = judged(candidates, question.real("rate"));
        List<Candidate> kept =
                IntStream.range(0, candidates.size())
                        .filter(v -> relations.get(v).kept())
                        .mapToObj(candidates::get)
                        .toList();
        if (kept.isEmpty()) {
            throw new KoinonException(
                    ErrorCode.PRECONDITION,
                    "no variable is related to '"
                            + diagnosis.code()
                            + "' at this false-discovery rate; offer others or raise 'rate'");
        }
        return clustered(question, relations, kept);
    }

    /** Benjamini and Hochberg: adjusted p = min over ranks from its own on of p · m / rank. */
    private static List<ThreeCResult.Relation> judged(List<Candidate> candidates, double rate) {
        Integer[] order =
                IntStream.range(0, candidates.size())
                        .filter(v -> candidates.get(v).p() instanceof Statistic.Known)
                        .boxed()
                        .sorted(Comparator.comparingDouble(v -> candidates.get(v).p().orNaN()))
                        .toArray(Integer[]::new);
        double[] adjusted = new double[candidates.size()];
        double least = 1;
        for (int rank = order.length; rank > 0; rank--) {
            double p = candidates.get(order[rank - 1]).p().orNaN();
            least = Math.min(least, (double) order.length / rank * p);
            adjusted[order[rank - 1]] = least;
        }
        List<ThreeCResult.Relation> relations = new ArrayList<>();
        for (int v = 0; v < adjusted.length; v++) {
            Candidate c = candidates.get(v);
            boolean tested = c.p() instanceof Statistic.Known;
            relations.add(
                    new ThreeCResult.Relation(
                            c.variable(),
                            c.f(),
                            c.p(),
                            tested ? Statistic.of(adjusted[v]) : c.p(),
                            tested && adjusted[v] <= rate));
        }
        return relations;
    }

    private static Step clustered(
            Question question, List<ThreeCResult.Relation> relations, List<Candidate> kept) {
        List<String> variables = kept.stream().map(Candidate::variable).toList();
        double[] units = kept.stream().mapToDouble(Candidate::deviation).toArray();
        KMeans.Settings settings =
                new KMeans.Settings(
                        question.integer("k"),
                        question.integer("maxiter"),
                        question.real("tol"),
                        units);
        return KMeans.run(
                question,
                variables,
                settings,
                (clusters, centres) ->
                        new Classifying(question, variables, centres, units)
                                .round(table ->
                                        new ThreeCResult(
                                                question.y().getFirst().code(),
                                                question.real("rate"),
                                                relations,
                                                clusters,
                                                table,
                                                Agreement.of(table),
                                                Stream.concat(
                                                                clusters.warnings().stream(),
                                                                table.warnings().stream())
                                                        .toList())));
    }

    /** The round that counts clusters and diagnoses together. */
    private record Classifying(
            Question question, List<String> variables, double[][] centres, double[] units) {
        private Variable diagnosis() {
            return question.y().getFirst();
        }

        Step round(Function<CrossTable, ThreeCResult> next) {
            int cells = centres.length * diagnosis().levels().size();
            VectorSchema schema = VectorSchema.of(Field.counts(COUNTS, cells));
            return new Step.Round(
                    "clusters by diagnosis",
                    schema,
                    data -> local(data, schema),
                    pooled -> new Step.Done(next.apply(table(pooled.required().counts(COUNTS)))));
        }

        private CrossTable table(long[] counts) {
            List<Level> names =
                    IntStream.rangeClosed(1, centres.length)
                            .mapToObj(c -> new Level("cluster " + c, "Cluster " + c))
                            .toList();
            Variable cluster =
                    new Variable(
                            "cluster",
                            "Cluster",
                            "",
                            SqlType.TEXT,
                            true,
                            names,
                            Range.UNBOUNDED,
                            "",
                            "");
            return new CountedTable(cluster, diagnosis(), counts, question).table();
        }

        private LocalAnswer local(LocalData data, VectorSchema schema) {
            List<String> read = new ArrayList<>(variables);
            read.add(diagnosis().code());
            List<Grid> grids = variables.stream().map(question::grid).toList();
            Rows rows = data.completeCases(question.variables());
            Sweep sweep =
                    rows.reduce(
                            read,
                            () ->
                                    new Sweep(
                                            new ClusterRound.Nearest(centres, grids, units),
                                            new long[schema.field(COUNTS).length()],
                                            diagnosis().levels().size()),
                            Sweep::add,
                            Sweep::merge);
            ExactVector sums = ExactVector.builder(schema).add(COUNTS, sweep.counts()).build();
            return LocalAnswer.pooled(sums, Censuses.of(rows), centres.length * variables.size());
        }
    }

    /** One thread's pass over the rows. */
    private record Sweep(ClusterRound.Nearest nearest, long[] counts, int width) {
        void add(Block block) {
            int[] labels = nearest.labels(block);
            int[] codes = block.codes(nearest.variables());
            for (int i = 0; i < block.size(); i++) {
                counts[labels[i] * width + codes[i]]++;
            }
        }

        Sweep merge(Sweep other) {
            Arrays.setAll(counts, i -> counts[i] + other.counts[i]);
            return this;
        }
    }

    /** How well two partitions agree, of a table without hidden cells. */
    public record Agreement(Statistic purity, Statistic adjustedRand) {
        static Agreement of(CrossTable table) {
            boolean hidden =
                    table.counts().stream()
                            .flatMap(List::stream)
                            .anyMatch(Statistic.Suppressed.class::isInstance);
            if (hidden) {
                Statistic none = new Statistic.Suppressed("it would tell counts that are hidden");
                return new Agreement(none, none);
            }
            double same = 0;
            double largest = 0;
            for (List<Statistic> row : table.counts()) {
                same += pairs(row);
                largest += row.stream().mapToDouble(Statistic::orNaN).max().orElse(0);
            }
            double byRow = pairs(table.rowTotals());
            double byColumn = pairs(table.columnTotals());
            double n = table.n();
            double expected = byRow * byColumn / (n * (n - 1) / 2);
            return new Agreement(
                    Statistic.of(largest / n),
                    Statistic.of(
                            (same - expected) / ((byRow + byColumn) / 2 - expected),
                            "every row has a cluster of its own"));
        }

        /** Σ C(n, 2). */
        private static double pairs(List<Statistic> counts) {
            return counts.stream().mapToDouble(Statistic::orNaN).map(n -> n * (n - 1) / 2).sum();
        }
    }
}
