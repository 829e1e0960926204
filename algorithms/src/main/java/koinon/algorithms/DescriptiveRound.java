package koinon.algorithms;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;
import koinon.algorithms.DescriptiveStatistics.Nominal;
import koinon.algorithms.DescriptiveStatistics.Numeric;
import koinon.algorithms.DescriptiveStatistics.Row;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.Grid;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.SiteCell;
import koinon.model.exact.Support;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Variable;
import koinon.model.result.SiteRelease;
import koinon.model.result.Statistic;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * The one round of descriptive statistics. Over all datasets, one in which a variable has no value
 * at all says nothing about it: its rows count neither as missing nor in the total. A cell's key is
 * basis/dataset/variable/statistic; a field's name basis/variable, with the basis v for each
 * variable by itself and m for the rows that are complete in all. A numerical field holds n, total
 * rows, Σx and Σx² in units of the variable's grid; a categorical one total rows and the count of
 * each level.
 */
final class DescriptiveRound {
    private static final List<String> NUMBERS =
            List.of("mean", "std", "min", "q1", "median", "q3", "max");

    private final Question question;
    private final List<Variable> variables;
    private final List<String> codes;
    private final VectorSchema schema;

    DescriptiveRound(Question question, List<Variable> variables) {
        this.question = question;
        this.variables = variables;
        this.codes = variables.stream().map(Variable::code).toList();
        List<Field> fields = new ArrayList<>();
        for (String basis : List.of("v", "m")) {
            for (Variable v : variables) {
                fields.add(
                        v.categorical()
                                ? Field.counts(name(basis, v), 1 + v.levels().size())
                                : Field.sums(name(basis, v), 4, 0));
            }
        }
        this.schema = new VectorSchema(fields);
    }

    VectorSchema schema() {
        return schema;
    }

    private static String name(String basis, Variable variable) {
        return basis + "/" + variable.code();
    }

    private static String key(String basis, String dataset, Variable variable, String statistic) {
        return basis + "/" + dataset + "/" + variable.code() + "/" + statistic;
    }

    LocalAnswer local(LocalData data) {
        ExactVector.Builder sums = ExactVector.builder(schema);
        List<SiteCell> cells = new ArrayList<>();
        for (String dataset : data.datasets()) {
            LocalData one = data.only(dataset);
            Rows all = one.completeCases(List.of());
            Rows complete = one.completeCases(codes);
            for (Variable v : variables) {
                Rows known = one.completeCases(List.of(v.code()));
                SortedColumn values = column(known, v);
                // As many are the same: complete rows are among those known.
                boolean same = complete.count() == known.count();
                describe(v, all, values, new Place("v", dataset, v).of(known, sums, cells));
                describe(
                        v,
                        complete,
                        same ? values : column(complete, v),
                        new Place("m", dataset, v).of(complete, sums, cells));
            }
        }
        Rows rows = data.completeCases(List.of());
        return new LocalAnswer(sums.build(), cells, Censuses.of(rows), variables.size());
    }

    private void describe(Variable v, Rows all, SortedColumn values, Account out) {
        Rows rows = out.rows();
        out.count("count", rows.count());
        out.count("total", all.count());
        out.missing(all.count());
        if (v.categorical()) {
            long[] counts = levels(rows, v);
            out.sum(0, BigInteger.valueOf(rows.count() > 0 ? all.count() : 0));
            for (int level = 0; level < counts.length; level++) {
                out.sum(1 + level, BigInteger.valueOf(counts[level]));
                out.count("level/" + v.levels().get(level).code(), counts[level]);
            }
            return;
        }
        if (rows.count() > 0) {
            out.sum(1, BigInteger.valueOf(all.count()));
            numbers(values, question.grid(v.code()), out);
        } else {
            // Sent all the same: that a cell is not there would tell 0 rows from few.
            NUMBERS.forEach(out::nothing);
        }
    }

    private static long[] levels(Rows rows, Variable v) {
        return rows.reduce(
                List.of(v.code()),
                () -> new long[v.levels().size()],
                (counts, block) -> {
                    for (int i = 0; i < block.size(); i++) {
                        counts[block.codes(0)[i]]++;
                    }
                },
                (a, b) -> {
                    Arrays.setAll(a, i -> a[i] + b[i]);
                    return a;
                });
    }

    private static void numbers(SortedColumn column, Grid grid, Account out) {
        double[] sorted = column.values();
        out.sum(0, BigInteger.valueOf(sorted.length));
        out.sum(2, column.sum());
        out.sum(3, column.squares());
        double[] moments =
                DescriptiveStatistics.moments(sorted.length, column.sum(), column.squares(), grid);
        out.moment("mean", moments[0]);
        out.moment("std", moments[1]);
        out.extreme("min", sorted[0]);
        out.extreme("max", sorted[sorted.length - 1]);
        out.quantile("q1", column, 0.25);
        out.quantile("median", column, 0.5);
        out.quantile("q3", column, 0.75);
    }

    /** Nothing for a categorical variable, nor without rows, where there may be no grid. */
    private SortedColumn column(Rows rows, Variable v) {
        return v.categorical() || rows.count() == 0
                ? SortedColumn.EMPTY
                : SortedColumn.of(rows, v.code(), question.grid(v.code()));
    }

    /** One variable of one dataset on one basis. */
    private record Place(String basis, String dataset, Variable variable) {
        Account of(Rows rows, ExactVector.Builder sums, List<SiteCell> cells) {
            return new Account(
                    name(basis, variable), key(basis, dataset, variable, ""), rows, sums, cells);
        }
    }

    /** What is said about one place: sums for its field, cells with what stands behind each. */
    private record Account(
            String field,
            String prefix,
            Rows rows,
            ExactVector.Builder sums,
            List<SiteCell> cells) {
        void sum(int i, BigInteger value) {
            sums.add(field, i, value.shiftRight(Long.SIZE).longValueExact(), value.longValue());
        }

        /** Fewest different patients behind so many of the rows, whoever has several rows here. */
        private long patients(long some) {
            return Math.max(0, some - (rows.count() - rows.patients()));
        }

        void count(String statistic, long value) {
            cells.add(new SiteCell(prefix + statistic, value, Support.count(patients(value))));
        }

        /** Rows without a value; hidden with the count, which the total would else give away. */
        void missing(long total) {
            long value = total - rows.count();
            long patients = Math.min(patients(value), rows.patients());
            cells.add(new SiteCell(prefix + "missing", value, Support.count(patients)));
        }

        void moment(String statistic, double value) {
            cells.add(new SiteCell(prefix + statistic, value, Support.moment(rows.patients())));
        }

        void nothing(String statistic) {
            cells.add(new SiteCell(prefix + statistic, Double.NaN, Support.moment(0)));
        }

        void extreme(String statistic, double value) {
            cells.add(new SiteCell(prefix + statistic, value, Support.extreme(rows.patients())));
        }

        /** Type 7: at position (n − 1) p between the order statistics. */
        void quantile(String statistic, SortedColumn column, double p) {
            double[] sorted = column.values();
            double position = (sorted.length - 1) * p;
            int lower = (int) position;
            int upper = Math.min(lower + 1, sorted.length - 1);
            double value = sorted[lower] + (position - lower) * (sorted[upper] - sorted[lower]);
            long below = column.below(value);
            long above = column.above(value);
            Support support = Support.quantile(rows.patients(), patients(below), patients(above));
            cells.add(new SiteCell(prefix + statistic, value, support));
        }
    }

    /** The row of one dataset, from the release of the site that holds it. */
    Row row(Pooled pooled, String basis, String dataset, Variable v) {
        String count = key(basis, dataset, v, "count");
        for (SiteRelease site : pooled.sites()) {
            if (site.cells().containsKey(count)) {
                return v.categorical()
                        ? new Row(v.code(), dataset, null, nominal(site, basis, dataset, v))
                        : new Row(v.code(), dataset, numeric(site, basis, dataset, v), null);
            }
        }
        return new Row(v.code(), dataset, null, null);
    }

    private static boolean zero(Statistic count) {
        return count instanceof Statistic.Known(double value) && value == 0;
    }

    private static Numeric numeric(SiteRelease site, String basis, String dataset, Variable v) {
        List<Statistic> n =
                NUMBERS.stream().map(s -> site.cell(key(basis, dataset, v, s))).toList();
        return new Numeric(
                site.cell(key(basis, dataset, v, "count")),
                site.cell(key(basis, dataset, v, "missing")),
                site.cell(key(basis, dataset, v, "total")),
                n.get(0),
                n.get(1),
                n.get(2),
                n.get(3),
                n.get(4),
                n.get(5),
                n.get(6));
    }

    private static Nominal nominal(SiteRelease site, String basis, String dataset, Variable v) {
        TreeMap<String, Statistic> levels = new TreeMap<>();
        for (String level : DescriptiveStatistics.codes(v)) {
            Statistic count = site.cell(key(basis, dataset, v, "level/" + level));
            if (!zero(count)) {
                levels.put(level, count);
            }
        }
        return new Nominal(
                site.cell(key(basis, dataset, v, "count")),
                site.cell(key(basis, dataset, v, "missing")),
                site.cell(key(basis, dataset, v, "total")),
                levels);
    }

    /** The row over all datasets. */
    Row pooledRow(Pooled pooled, String basis, Variable v) {
        if (!pooled.summed()) {
            return withheld(v);
        }
        return v.categorical() ? pooledNominal(pooled, basis, v) : pooledNumeric(pooled, basis, v);
    }

    private static Row withheld(Variable v) {
        Statistic s = new Statistic.Suppressed("fewer than three sites, each keeps its sums");
        return v.categorical()
                ? new Row(
                        v.code(),
                        DescriptiveStatistics.ALL,
                        null,
                        new Nominal(s, s, s, new TreeMap<>()))
                : new Row(
                        v.code(),
                        DescriptiveStatistics.ALL,
                        new Numeric(s, s, s, s, s, s, s, s, s, s),
                        null);
    }

    private Row pooledNumeric(Pooled pooled, String basis, Variable v) {
        String field = name(basis, v);
        long n = pooled.sums().integer(field, 0).longValueExact();
        long total = pooled.sums().integer(field, 1).longValueExact();
        double[] moments =
                n == 0
                        ? new double[] {Double.NaN, Double.NaN}
                        : DescriptiveStatistics.moments(
                                n,
                                pooled.sums().integer(field, 2),
                                pooled.sums().integer(field, 3),
                                question.grid(v.code()));
        Statistic none = new Statistic.Undefined("quantiles are per dataset");
        Numeric numeric =
                new Numeric(
                        shown(n),
                        missing(n, total),
                        shown(total),
                        question.disclosure().hides(n) ? shown(n) : Statistic.of(moments[0]),
                        question.disclosure().hides(n) ? shown(n) : Statistic.of(moments[1]),
                        extreme(pooled, basis, v, "min"),
                        none,
                        none,
                        none,
                        extreme(pooled, basis, v, "max"));
        return new Row(v.code(), DescriptiveStatistics.ALL, numeric, null);
    }

    private Statistic extreme(Pooled pooled, String basis, Variable v, String statistic) {
        if (!question.disclosure().extremes()) {
            return new Statistic.Suppressed("exact minima and maxima are one person's values");
        }
        int sign = statistic.equals("max") ? 1 : -1;
        return Statistic.of(
                sign
                        * pooled.sites().stream()
                                .flatMap(s ->
                                        question.request().datasets().stream()
                                                .map(d -> s.cell(key(basis, d, v, statistic))))
                                .mapToDouble(Statistic::orNaN)
                                .filter(x -> !Double.isNaN(x))
                                .map(x -> sign * x)
                                .max()
                                .orElse(Double.NaN));
    }

    private Row pooledNominal(Pooled pooled, String basis, Variable v) {
        long[] counts = pooled.sums().counts(name(basis, v));
        long n = Arrays.stream(counts).skip(1).sum();
        TreeMap<String, Statistic> levels = new TreeMap<>();
        for (int level = 0; level < v.levels().size(); level++) {
            if (counts[1 + level] > 0) {
                levels.put(v.levels().get(level).code(), shown(counts[1 + level]));
            }
        }
        Nominal nominal = new Nominal(shown(n), missing(n, counts[0]), shown(counts[0]), levels);
        return new Row(v.code(), DescriptiveStatistics.ALL, null, nominal);
    }

    private Statistic missing(long n, long total) {
        return question.disclosure().hides(n) ? shown(n) : shown(total - n);
    }

    private Statistic shown(long count) {
        return question.disclosure().hides(count)
                ? new Statistic.Suppressed("fewer than " + question.disclosure().threshold())
                : Statistic.of((double) count);
    }
}
