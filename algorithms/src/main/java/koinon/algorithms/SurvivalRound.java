package koinon.algorithms;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import koinon.algorithms.KaplanMeier.AtRisk;
import koinon.algorithms.KaplanMeier.Group;
import koinon.algorithms.KaplanMeier.Survival;
import koinon.algorithms.KaplanMeier.Test;
import koinon.algorithms.Question.Disclosure;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Variable;
import koinon.model.result.Statistic;
import koinon.stats.distributions.Normal;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/** Counts per group and time, and what is made of them. */
final class SurvivalRound {
    private static final int TIMES_SHOWN = 6;

    private final Question question;
    private final SurvivalTimes times;
    private final List<Variable> grouping;
    private final VectorSchema schema;

    SurvivalRound(Question question, SurvivalTimes times) {
        this.question = question;
        this.times = times;
        this.grouping = question.x();
        int cells = groups() * times.steps();
        this.schema =
                VectorSchema.of(
                        Field.counts("events", cells),
                        Field.counts("censored", cells),
                        Field.counts("outside", 1));
    }

    VectorSchema schema() {
        return schema;
    }

    int groups() {
        return grouping.isEmpty() ? 1 : grouping.getFirst().levels().size();
    }

    private String group(int g) {
        return grouping.isEmpty() ? "all" : grouping.getFirst().levels().get(g).code();
    }

    LocalAnswer local(LocalData data) {
        Rows rows = data.completeCases(question.variables());
        List<String> columns = new ArrayList<>(times.variables());
        grouping.stream().map(Variable::code).forEach(columns::add);
        Counts counts = rows.reduce(columns, Counts::new, Counts::add, Counts::merge);
        ExactVector.Builder sums = ExactVector.builder(schema);
        sums.add("events", counts.events).add("censored", counts.censored);
        sums.add("outside", 0, counts.outside);
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), 0);
    }

    private final class Counts {
        private final long[] events = new long[groups() * times.steps()];
        private final long[] censored = new long[events.length];
        private long outside;

        void add(Block block) {
            double[] time = block.values(0);
            int[] status = block.codes(1);
            for (int i = 0; i < block.size(); i++) {
                int t = times.index(time[i]);
                int g = grouping.isEmpty() ? 0 : block.codes(2)[i];
                if (t < 0) {
                    outside++;
                } else if (status[i] == times.event()) {
                    events[g * times.steps() + t]++;
                } else {
                    censored[g * times.steps() + t]++;
                }
            }
        }

        Counts merge(Counts other) {
            Arrays.setAll(events, i -> events[i] + other.events[i]);
            Arrays.setAll(censored, i -> censored[i] + other.censored[i]);
            outside += other.outside;
            return this;
        }
    }

    /** Groups that have rows, in the order of their codes. */
    private List<Integer> present(long[] events, long[] censored) {
        return IntStream.range(0, groups())
                .filter(g ->
                        Arrays.stream(row(events, g)).sum() > 0
                                || Arrays.stream(row(censored, g)).sum() > 0)
                .boxed()
                .sorted((a, b) -> group(a).compareTo(group(b)))
                .toList();
    }

    private long[] row(long[] cells, int g) {
        return Arrays.copyOfRange(cells, g * times.steps(), (g + 1) * times.steps());
    }

    Survival survival(ExactVector pooled, List<Double> shown) {
        times.checkOutside(pooled.count("outside", 0));
        long[] allEvents = pooled.counts("events");
        long[] allCensored = pooled.counts("censored");
        List<Integer> present = present(allEvents, allCensored);
        if (present.isEmpty()) {
            throw new KoinonException(
                    ErrorCode.INSUFFICIENT_DATA, "no row has a time and an event status");
        }
        long[][] events = present.stream().map(g -> row(allEvents, g)).toArray(long[][]::new);
        long[][] censored = present.stream().map(g -> row(allCensored, g)).toArray(long[][]::new);
        List<String> names = present.stream().map(this::group).toList();
        List<LifeTable> tables =
                IntStream.range(0, events.length)
                        .mapToObj(g -> LifeTable.of(events[g], censored[g], question.disclosure()))
                        .toList();
        List<Group> groups = groups(names, tables, events, censored);
        return new Survival(
                times.time().code(),
                question.text("event_level"),
                times.step(),
                groups,
                atRisk(names, tables, shown),
                tests(events, censored),
                question.real("confidence"),
                until(tables),
                warnings(groups, present.size()));
    }

    private double until(List<LifeTable> tables) {
        double chosen = question.real("restricted_to");
        return chosen > 0 ? chosen : times.at(last(tables));
    }

    private static int last(List<LifeTable> tables) {
        return tables.stream()
                .flatMap(table -> table.steps().stream())
                .mapToInt(LifeTable.Step::index)
                .max()
                .orElse(0);
    }

    private List<Group> groups(
            List<String> names, List<LifeTable> tables, long[][] events, long[][] censored) {
        double upper = (1 - question.real("confidence")) / 2;
        SurvivalCurve.Interval interval =
                new SurvivalCurve.Interval(
                        question.text("conf_type"), Normal.STANDARD.upperQuantile(upper));
        List<Group> groups = new ArrayList<>();
        for (int g = 0; g < names.size(); g++) {
            long came = Arrays.stream(events[g]).sum();
            long n = came + Arrays.stream(censored[g]).sum();
            SurvivalCurve curve =
                    SurvivalCurve.of(names.get(g), tables.get(g), times.step(), interval);
            groups.add(
                    curve.points().isEmpty()
                            ? Group.hidden(curve, shown(n), part(came, n), hidden())
                            : Group.of(curve, shown(n), part(came, n), until(tables)));
        }
        return groups;
    }

    private Statistic shown(long count) {
        return Shown.small(count, question.disclosure()) ? hidden() : Statistic.of((double) count);
    }

    private Statistic part(long part, long whole) {
        return Shown.part(part, whole, question.disclosure());
    }

    private Statistic hidden() {
        return Shown.suppressed(question.disclosure());
    }

    private AtRisk atRisk(List<String> names, List<LifeTable> tables, List<Double> shown) {
        List<Double> at =
                shown.isEmpty()
                        ? DoubleStream.iterate(0, i -> i + 1)
                                .limit(TIMES_SHOWN)
                                .map(i ->
                                        times.step()
                                                * Math.rint(i * last(tables) / (TIMES_SHOWN - 1)))
                                .boxed()
                                .toList()
                        : shown;
        List<List<Statistic>> counts =
                tables.stream()
                        .map(table ->
                                at.stream().map(t -> atRisk(table, t / times.step())).toList())
                        .toList();
        return new AtRisk(names, at, counts);
    }

    private Statistic atRisk(LifeTable table, double index) {
        // Times were rounded to the grid, so that 3 · 0.1 need not be exactly three steps.
        double nearest = Math.rint(index);
        double exact = Math.abs(index - nearest) < 1e-9 ? nearest : index;
        return table.steps().isEmpty() ? hidden() : shown(table.atRisk(exact));
    }

    private List<Test> tests(long[][] events, long[][] censored) {
        if (events.length < 2) {
            return List.of();
        }
        LogRank logRank = new LogRank(events, censored);
        double rho = question.real("rho");
        List<Test> tests = new ArrayList<>();
        tests.add(logRank.test("Log-rank", 0));
        if (rho != 0) {
            String name = rho == 1 ? "Peto–Peto" : "Fleming–Harrington, rho " + rho;
            tests.add(logRank.test(name, rho));
        }
        Disclosure disclosure = question.disclosure();
        boolean hide =
                Arrays.stream(events)
                        .mapToLong(counts -> Arrays.stream(counts).sum())
                        .anyMatch(count -> Shown.small(count, disclosure));
        return hide ? tests.stream().map(test -> test.hiding(hidden())).toList() : tests;
    }

    private List<String> warnings(List<Group> groups, int present) {
        List<String> warnings = new ArrayList<>();
        if (question.disclosure().threshold() > 1) {
            warnings.add(
                    "Neighbouring times are merged until each step holds no event or at least "
                            + question.disclosure().threshold()
                            + ", and likewise for censored rows.");
        }
        if (groups.stream().anyMatch(group -> group.curve().points().isEmpty())) {
            warnings.add("A group with too few events or censored rows has no curve.");
        }
        if (!grouping.isEmpty() && present < 2) {
            warnings.add("One group alone has rows: there is nothing to compare.");
        }
        return warnings;
    }
}
