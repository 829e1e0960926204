package koinon.algorithms;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.SiteCell;
import koinon.model.exact.Support;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Variable;
import koinon.model.result.SiteRelease;
import koinon.model.result.Statistic;
import koinon.stats.design.DesignMatrix;
import koinon.stats.linear.DoubleDouble;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;
import koinon.stats.sums.ExactGram;
import koinon.stats.sums.ExactSum;

/**
 * The one round of a mixed model: second moments of all rows, and the sums of each column over each
 * group, the first of which counts its rows.
 *
 * <p>Sums over the levels of a variable are pooled with everything else. Sums over a dataset are
 * what one site says of its own: site releases, in two doubles each so that no digit is lost.
 *
 * <pre>
 *   n/DATASET                      rows
 *   sum/DATASET/COLUMN/high, low   Σ of a column of the design (the outcome is the last), exact as
 *                                  high + low
 * </pre>
 */
final class MixedMoments {
    private static final String MOMENTS = "moments";
    private static final String GROUPS = "groups";

    private final Question asked;
    private final DesignMatrix design;
    private final Variable group;
    private final VectorSchema groupSchema;
    private final VectorSchema schema;

    /**
     * @param asked the question, with the grouping variable among its own
     * @param design the outcome is its last column
     */
    MixedMoments(Question asked, DesignMatrix design, Variable group) {
        this.asked = asked;
        this.design = design;
        this.group = group;
        int length = Math.multiplyExact(group.levels().size(), design.columns());
        Field moments = Field.sums(MOMENTS, ExactGram.size(design.columns()), 0);
        Field groups = Field.sums(GROUPS, length, 0);
        this.groupSchema = VectorSchema.of(groups);
        this.schema = released() ? VectorSchema.of(moments) : VectorSchema.of(moments, groups);
    }

    /** Whether groups are datasets, each at a site of its own. */
    private boolean released() {
        return group.code().equals(DataModel.DATASET);
    }

    Step round(Function<Pooled, Step> next) {
        return new Step.Round("moments by " + group.code(), schema, this::local, next);
    }

    private LocalAnswer local(LocalData data) {
        Rows rows = data.completeCases(asked.variables());
        List<String> columns =
                Stream.concat(design.variables().stream(), Stream.of(group.code())).toList();
        Sweep sweep = rows.reduce(columns, Sweep::new, Sweep::add, Sweep::merge);
        ExactVector.Builder sums = ExactVector.builder(schema);
        sweep.moments.writeTo(sums, MOMENTS);
        List<SiteCell> cells = new ArrayList<>();
        if (released()) {
            ExactVector.Builder own = ExactVector.builder(groupSchema);
            sweep.groups.writeTo(own, GROUPS);
            ExactVector ownSums = own.build();
            for (String dataset : data.datasets()) {
                long patients = data.only(dataset).completeCases(asked.variables()).patients();
                addCells(cells, ownSums, group.levelIndex(dataset), patients);
            }
        } else {
            sweep.groups.writeTo(sums, GROUPS);
        }
        return new LocalAnswer(sums.build(), cells, Censuses.of(rows), design.columns());
    }

    private void addCells(List<SiteCell> cells, ExactVector sums, int level, long patients) {
        String dataset = group.levels().get(level).code();
        int at = level * design.columns();
        cells.add(new SiteCell("n/" + dataset, sums.value(GROUPS, at), Support.count(patients)));
        for (int j = 1; j < design.columns(); j++) {
            DoubleDouble sum = DoubleDouble.of(sums.integer(GROUPS, at + j), design.log2Steps()[j]);
            String key = "sum/" + dataset + "/" + design.names().get(j);
            cells.add(new SiteCell(key + "/high", sum.high(), Support.moment(patients)));
            cells.add(new SiteCell(key + "/low", sum.low(), Support.moment(patients)));
        }
    }

    private final class Sweep {
        private final double[][] cells = design.scratch();
        private final long[][] block = new long[group.levels().size()][design.columns()];
        private final ExactGram moments = new ExactGram(design.columns());
        private final ExactSum groups = new ExactSum(group.levels().size() * design.columns());

        void add(Block rows) {
            design.fill(rows, cells);
            moments.add(cells, rows.size());
            int[] codes = rows.codes(design.variables().size());
            for (long[] sums : block) {
                Arrays.fill(sums, 0);
            }
            // A block's sums stay below 2^53.
            for (int j = 0; j < cells.length; j++) {
                for (int i = 0; i < rows.size(); i++) {
                    block[codes[i]][j] += (long) cells[j][i];
                }
            }
            for (int level = 0; level < block.length; level++) {
                for (int j = 0; j < cells.length; j++) {
                    groups.add(level * cells.length + j, block[level][j]);
                }
            }
        }

        Sweep merge(Sweep other) {
            moments.merge(other.moments);
            groups.merge(other.groups);
            return this;
        }
    }

    /**
     * A group with rows.
     *
     * @param sums of each column, the first of which is n, the last the outcome's
     */
    record Group(String name, DoubleDouble[] sums) {
        double n() {
            return sums[0].doubleValue();
        }
    }

    Triangle moments(Pooled pooled) {
        return Triangle.of(pooled.required(), MOMENTS, design.log2Steps());
    }

    /**
     * Groups in the order of the levels.
     *
     * @param n rows over all of them
     * @throws KoinonException INSUFFICIENT_DATA when a site has not released what is needed
     */
    List<Group> groups(Pooled pooled, long n) {
        List<Group> groups = new ArrayList<>();
        for (int level = 0; level < group.levels().size(); level++) {
            DoubleDouble[] sums = released() ? releasedSums(pooled, level) : sums(pooled, level);
            if (sums[0].high() > 0) {
                groups.add(new Group(group.levels().get(level).code(), sums));
            }
        }
        double found = groups.stream().mapToDouble(Group::n).sum();
        if (found != n) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA,
                    "not every site releases the sums of its datasets, as this model needs: too few"
                            + " patients, or its policy");
        }
        return groups;
    }

    private DoubleDouble[] sums(Pooled pooled, int level) {
        DoubleDouble[] sums = new DoubleDouble[design.columns()];
        int at = level * sums.length;
        Arrays.setAll(
                sums,
                j -> DoubleDouble.of(pooled.sums().integer(GROUPS, at + j), design.log2Steps()[j]));
        return sums;
    }

    /** Over the sites that hold the dataset, usually one; exact, hence the same for every order. */
    private DoubleDouble[] releasedSums(Pooled pooled, int level) {
        String dataset = group.levels().get(level).code();
        DoubleDouble[] sums = new DoubleDouble[design.columns()];
        Arrays.fill(sums, DoubleDouble.ZERO);
        List<SiteRelease> sites =
                pooled.sites().stream()
                        .filter(s -> s.cell("n/" + dataset) instanceof Statistic.Known)
                        .toList();
        sums[0] =
                DoubleDouble.of(
                        sites.stream().mapToDouble(s -> s.cell("n/" + dataset).orNaN()).sum());
        for (int j = 1; j < sums.length; j++) {
            String key = "sum/" + dataset + "/" + design.names().get(j);
            BigInteger sum = BigInteger.ZERO;
            for (SiteRelease site : sites) {
                sum = sum.add(integer(site, key + "/high", j)).add(integer(site, key + "/low", j));
            }
            sums[j] = DoubleDouble.of(sum, design.log2Steps()[j]);
        }
        return sums;
    }

    private BigInteger integer(SiteRelease site, String key, int column) {
        if (site.cell(key) instanceof Statistic.Known(double value)) {
            double steps = Math.scalb(value, -design.log2Steps()[column]);
            return new BigDecimal(steps).toBigInteger();
        }
        throw new KoinonException(
                ErrorCode.INSUFFICIENT_DATA,
                "a site releases no sums of its datasets, as this model needs");
    }
}
