package koinon.algorithms;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.stats.design.NumericalTerm;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactSum;
import koinon.stats.sums.Spread;

/**
 * One assignment of rows to their nearest centre: how many rows each cluster has, and the sums and
 * sums of squares of its values on their grids.
 *
 * <pre>
 *   cluster of a row: the first c that minimises Σ_j ((x_j − m_cj) / unit_j)², summed in the order of j
 * </pre>
 */
final class ClusterRound {
    private static final String ROWS = "rows";
    private static final String SUMS = "sums";
    private static final String SQUARES = "squares";

    private final List<String> variables;
    private final List<String> completeOver;
    private final List<Grid> grids;
    private final int clusters;
    private final double[] units;
    private final VectorSchema schema;

    ClusterRound(
            Question question,
            List<String> variables,
            Collection<String> completeOver,
            KMeans.Settings settings) {
        int k = settings.k();
        this.variables = List.copyOf(variables);
        this.completeOver = List.copyOf(completeOver);
        this.grids = variables.stream().map(question::grid).toList();
        this.clusters = k;
        this.units = settings.units();
        int cells = k * variables.size();
        this.schema =
                VectorSchema.of(
                        Field.counts(ROWS, k),
                        Field.sums(SUMS, cells, 0),
                        Field.sums(SQUARES, cells, 0));
    }

    /** Pooled sums of one assignment. */
    final class Sums {
        private final ExactVector pooled;

        private Sums(ExactVector pooled) {
            this.pooled = pooled;
        }

        long rows() {
            return Census.of(pooled).rows();
        }

        long rows(int cluster) {
            return pooled.count(ROWS, cluster);
        }

        /** Mean of a variable in a cluster with rows. */
        double mean(int cluster, int variable) {
            return mean(rows(cluster), sum(cluster, variable), variable);
        }

        double mean(int variable) {
            return mean(rows(), sum(variable), variable);
        }

        private double mean(long n, BigInteger sum, int variable) {
            return DoubleDouble.of(sum, grids.get(variable).log2Step())
                    .dividedBy(DoubleDouble.of((double) n))
                    .doubleValue();
        }

        /** Sum of squares of a variable about its mean in a cluster; 0 without rows. */
        DoubleDouble within(int cluster, int variable) {
            return about(
                    rows(cluster),
                    sum(cluster, variable),
                    pooled.integer(SQUARES, place(cluster, variable)),
                    variable);
        }

        /** Sum of squares of a variable about its mean over all rows. */
        DoubleDouble total(int variable) {
            BigInteger squares = BigInteger.ZERO;
            for (int c = 0; c < clusters; c++) {
                squares = squares.add(pooled.integer(SQUARES, place(c, variable)));
            }
            return about(rows(), sum(variable), squares, variable);
        }

        private DoubleDouble about(long n, BigInteger sum, BigInteger squares, int variable) {
            return n == 0
                    ? DoubleDouble.ZERO
                    : DoubleDouble.of(
                                    Spread.of(n, sum, sum, squares),
                                    2 * grids.get(variable).log2Step())
                            .dividedBy(DoubleDouble.of((double) n));
        }

        private BigInteger sum(int cluster, int variable) {
            return pooled.integer(SUMS, place(cluster, variable));
        }

        private BigInteger sum(int variable) {
            BigInteger sum = BigInteger.ZERO;
            for (int c = 0; c < clusters; c++) {
                sum = sum.add(sum(c, variable));
            }
            return sum;
        }
    }

    private int place(int cluster, int variable) {
        return cluster * variables.size() + variable;
    }

    /** The round. Shape of the centres: clusters rows of one value per variable. */
    Step.Round at(double[][] centres, String title, Function<Sums, Step> next) {
        return new Step.Round(
                title,
                schema,
                data -> local(data, centres),
                pooled -> next.apply(new Sums(pooled.sums())));
    }

    private LocalAnswer local(LocalData data, double[][] centres) {
        Rows rows = data.completeCases(completeOver);
        Sweep sweep =
                rows.reduce(
                        variables,
                        () -> new Sweep(new Nearest(centres, grids, units)),
                        Sweep::add,
                        Sweep::merge);
        return LocalAnswer.pooled(sweep.vector(), Censuses.of(rows), clusters * variables.size());
    }

    /** One thread's pass over the rows. */
    private final class Sweep {
        private final Nearest nearest;
        private final double[] sorted = new double[Block.CAPACITY];
        private final int[] places = new int[Block.CAPACITY];
        private final long[] counts = new long[clusters];
        private final ExactSum sums = new ExactSum(clusters * variables.size());
        private final ExactSum squares = new ExactSum(clusters * variables.size());

        Sweep(Nearest nearest) {
            this.nearest = nearest;
        }

        void add(Block block) {
            int n = block.size();
            int[] labels = nearest.labels(block);
            int[] ends = sort(labels, n);
            for (int v = 0; v < variables.size(); v++) {
                double[] cells = nearest.cells(v);
                for (int i = 0; i < n; i++) {
                    sorted[places[i]] = cells[i];
                }
                for (int c = 0; c < clusters; c++) {
                    int from = c == 0 ? 0 : ends[c - 1];
                    sums.add(place(c, v), sorted, from, ends[c]);
                    squares.addSquares(place(c, v), sorted, from, ends[c]);
                }
            }
        }

        /** Gives each row its place when rows stand by cluster; where each cluster then ends. */
        private int[] sort(int[] labels, int n) {
            int[] ends = new int[clusters];
            for (int i = 0; i < n; i++) {
                ends[labels[i]]++;
            }
            int[] next = new int[clusters];
            for (int c = 0; c < clusters; c++) {
                counts[c] += ends[c];
                next[c] = c == 0 ? 0 : ends[c - 1];
                ends[c] += next[c];
            }
            for (int i = 0; i < n; i++) {
                places[i] = next[labels[i]]++;
            }
            return ends;
        }

        Sweep merge(Sweep other) {
            for (int c = 0; c < clusters; c++) {
                counts[c] += other.counts[c];
            }
            sums.merge(other.sums);
            squares.merge(other.squares);
            return this;
        }

        ExactVector vector() {
            ExactVector.Builder vector = ExactVector.builder(schema).add(ROWS, counts);
            sums.writeTo(vector, SUMS);
            squares.writeTo(vector, SQUARES);
            return vector.build();
        }
    }

    /** The nearest centre of every row of a block; scratch, one owner. */
    static final class Nearest {
        private final double[][] centres;
        private final List<Grid> grids;
        private final double[] units;
        private final double[][] cells;
        private final double[] distance = new double[Block.CAPACITY];
        private final double[] least = new double[Block.CAPACITY];
        private final int[] labels = new int[Block.CAPACITY];

        /**
         * @param units in which the variables are measured
         */
        Nearest(double[][] centres, List<Grid> grids, double[] units) {
            this.centres = centres;
            this.grids = grids;
            this.units = units;
            this.cells = new double[grids.size()][Block.CAPACITY];
        }

        /** Number of variables. */
        int variables() {
            return cells.length;
        }

        /** Cells of a variable, as the last block had them. */
        double[] cells(int variable) {
            return cells[variable];
        }

        /** Clusters of the rows of a block that holds the variables from its first position. */
        int[] labels(Block block) {
            int n = block.size();
            for (int v = 0; v < cells.length; v++) {
                NumericalTerm.quantise(grids.get(v), block.values(v), cells[v], n);
            }
            for (int c = 0; c < centres.length; c++) {
                measure(centres[c], n);
                for (int i = 0; i < n; i++) {
                    if (c == 0 || distance[i] < least[i]) {
                        least[i] = distance[i];
                        labels[i] = c;
                    }
                }
            }
            return labels;
        }

        private void measure(double[] centre, int n) {
            Arrays.fill(distance, 0, n, 0);
            for (int v = 0; v < cells.length; v++) {
                double[] column = cells[v];
                double step = grids.get(v).step();
                double mean = centre[v];
                double unit = units[v];
                for (int i = 0; i < n; i++) {
                    double apart = (column[i] * step - mean) / unit;
                    distance[i] += apart * apart;
                }
            }
        }
    }
}
