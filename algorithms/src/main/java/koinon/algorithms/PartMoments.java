package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.stats.design.DesignMatrix;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.linear.SymmetricMatrix;
import koinon.stats.rows.Block;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactGram;
import koinon.stats.sums.Spread;

/**
 * All second moments of a design's columns, part by part of a split, from one round. The moments of
 * the rows that train are those of all parts less the one tested, as integers: without rounding.
 */
final class PartMoments {
    private final DesignMatrix design;
    private final BigInteger[][] parts;

    private PartMoments(DesignMatrix design, BigInteger[][] parts) {
        this.design = design;
        this.parts = parts;
    }

    /** Variables of a design and, after them, those of a split. */
    static List<String> columns(DesignMatrix design, Split split) {
        List<String> columns = new ArrayList<>(design.variables());
        columns.addAll(split.variables());
        return columns;
    }

    static Step.Round round(
            Question question, DesignMatrix design, Split split, Function<PartMoments, Step> next) {
        int size = ExactGram.size(design.columns());
        VectorSchema schema =
                new VectorSchema(
                        IntStream.range(0, split.size())
                                .mapToObj(part -> Field.sums(field(part), size, 0))
                                .toList());
        return new Step.Round(
                "moments",
                schema,
                data -> {
                    Rows rows = data.completeCases(question.variables());
                    return local(rows, design, split, schema);
                },
                pooled -> next.apply(read(pooled.required(), design, split)));
    }

    private static String field(int part) {
        return "moments/" + part;
    }

    private static LocalAnswer local(
            Rows rows, DesignMatrix design, Split split, VectorSchema schema) {
        Sweep sweep =
                rows.reduce(
                        columns(design, split),
                        () -> new Sweep(design, split),
                        Sweep::add,
                        Sweep::merge);
        ExactVector.Builder sums = ExactVector.builder(schema);
        for (int part = 0; part < split.size(); part++) {
            sweep.grams[part].writeTo(sums, field(part));
        }
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), design.columns());
    }

    private static final class Sweep {
        private final DesignMatrix design;
        private final Split split;
        private final ExactGram[] grams;
        private final double[][] cells;
        private final double[][] some;

        Sweep(DesignMatrix design, Split split) {
            this.design = design;
            this.split = split;
            this.grams = new ExactGram[split.size()];
            Arrays.setAll(grams, _ -> new ExactGram(design.columns()));
            this.cells = design.scratch();
            this.some = design.scratch();
        }

        void add(Block block) {
            design.fill(block, cells);
            int[] parts = split.parts(block, design.variables().size());
            for (int part = 0; part < grams.length; part++) {
                grams[part].add(some, gather(parts, part, block.size()));
            }
        }

        /** Copies the rows of a part together; gives how many. */
        private int gather(int[] parts, int part, int size) {
            int n = 0;
            for (int i = 0; i < size; i++) {
                if (parts[i] == part) {
                    for (int j = 0; j < cells.length; j++) {
                        some[j][n] = cells[j][i];
                    }
                    n++;
                }
            }
            return n;
        }

        Sweep merge(Sweep other) {
            for (int part = 0; part < grams.length; part++) {
                grams[part].merge(other.grams[part]);
            }
            return this;
        }
    }

    private static PartMoments read(ExactVector sums, DesignMatrix design, Split split) {
        int size = ExactGram.size(design.columns());
        BigInteger[][] parts = new BigInteger[split.size()][size];
        for (int part = 0; part < parts.length; part++) {
            String field = field(part);
            Arrays.setAll(parts[part], i -> sums.integer(field, i));
        }
        return new PartMoments(design, parts);
    }

    /** Whether a column of indicators is 1 in any row. */
    boolean inUse(String column) {
        int at = ExactGram.index(design.columns(), 0, design.names().indexOf(column));
        return Arrays.stream(parts).anyMatch(moments -> moments[at].signum() != 0);
    }

    /** The moments of a design whose columns are some of this one's, by their names. */
    PartMoments select(DesignMatrix narrow) {
        int[] at = narrow.names().stream().mapToInt(design.names()::indexOf).toArray();
        BigInteger[][] chosen = new BigInteger[parts.length][ExactGram.size(at.length)];
        for (int i = 0; i < at.length; i++) {
            for (int j = i; j < at.length; j++) {
                int from =
                        ExactGram.index(
                                design.columns(), Math.min(at[i], at[j]), Math.max(at[i], at[j]));
                int to = ExactGram.index(at.length, i, j);
                for (int part = 0; part < parts.length; part++) {
                    chosen[part][to] = parts[part][from];
                }
            }
        }
        return new PartMoments(narrow, chosen);
    }

    DesignMatrix design() {
        return design;
    }

    /** Moments of the rows of a part. */
    Sums of(int part) {
        return new Sums(design, parts[part]);
    }

    /** Moments of the rows of all other parts. */
    Sums without(int part) {
        BigInteger[] sum = new BigInteger[parts[0].length];
        Arrays.fill(sum, BigInteger.ZERO);
        for (int p = 0; p < parts.length; p++) {
            if (p != part) {
                BigInteger[] moments = parts[p];
                Arrays.setAll(sum, i -> sum[i].add(moments[i]));
            }
        }
        return new Sums(design, sum);
    }

    /** The moments of some rows; column 0 of the design is the intercept. */
    record Sums(DesignMatrix design, BigInteger[] moments) {
        long rows() {
            return moments[0].longValueExact();
        }

        SymmetricMatrix matrix() {
            return SymmetricMatrix.ofTriangle(moments, design.log2Steps());
        }

        /** Σ (x_j − x̄_j)², in squared units of the column. */
        double squares(int j) {
            int columns = design.columns();
            BigInteger sum = moments[ExactGram.index(columns, 0, j)];
            BigInteger spread =
                    Spread.of(rows(), sum, sum, moments[ExactGram.index(columns, j, j)]);
            return DoubleDouble.of(spread, 2 * design.log2Steps()[j]).doubleValue() / rows();
        }
    }
}
