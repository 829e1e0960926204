package koinon.master.http;

import java.util.List;
import koinon.master.experiments.Outcome;
import koinon.master.experiments.Outcome.Participation;
import koinon.master.experiments.Outcome.SiteReport;
import koinon.model.fitted.Exportable;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.Rule;
import koinon.model.result.Plot;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.result.Statistic;
import koinon.model.result.Table;

/** Outcomes for tests. */
public final class Outcomes {
    public static final Statistic HIDDEN = new Statistic.Suppressed("fewer than 10");
    public static final Statistic NONE = new Statistic.Undefined("an exact fit");
    public static final Statistic INFINITE = new Statistic.Known(Double.NEGATIVE_INFINITY);

    /** For results whose model does not matter. */
    public static final FittedModel NO_MODEL =
            new FittedModel("", List.of(), List.of(), new Rule.Withheld("no model"));

    private Outcomes() {}

    public static Statistic known(double value) {
        return new Statistic.Known(value);
    }

    /** A result with two sites, one of which was left out. */
    public static Outcome of(Result result) {
        return new Outcome(
                result,
                Outcome.Privacy.MASKED,
                List.of(
                        new SiteReport(
                                "Hospital 1",
                                Participation.CONTRIBUTED,
                                "",
                                known(7),
                                known(1),
                                known(0)),
                        new SiteReport(
                                "Hospital 2",
                                Participation.WITHHELD,
                                "too few patients",
                                HIDDEN,
                                HIDDEN,
                                HIDDEN)),
                known(7),
                known(1),
                known(0));
    }

    /** A result of every kind of statistic, table and plot. */
    public static Outcome everything() {
        return of(new Everything(known(1.5), HIDDEN, INFINITE, 0.25, List.of(NONE), "x", 3));
    }

    /** A result with a model. */
    public static Outcome of(FittedModel model) {
        return of(new Modelled(List.of(), model));
    }

    record Modelled(List<String> warnings, FittedModel model) implements Exportable {
        @Override
        public String method() {
            return "a model";
        }

        @Override
        public Presentation presentation() {
            return new Presentation(List.of(), List.of());
        }
    }

    record Everything(
            Statistic mean,
            Statistic count,
            Statistic lower,
            double plain,
            List<Statistic> list,
            String text,
            long n)
            implements Result {
        @Override
        public String method() {
            return "everything";
        }

        @Override
        public List<String> warnings() {
            return List.of("look out");
        }

        @Override
        public Presentation presentation() {
            List<Plot.Series> series = List.of(new Plot.Series("all", List.of(known(3), HIDDEN)));
            Table table =
                    new Table(
                            "Numbers",
                            List.of(
                                    new Table.Column("name", Table.Format.TEXT),
                                    new Table.Column("p", Table.Format.P_VALUE, "1")),
                            List.of(
                                    List.of(Table.Cell.of("a"), Table.Cell.of(0.5)),
                                    List.of(Table.Cell.of("b"), Table.Cell.of(HIDDEN)),
                                    List.of(Table.Cell.of("c"), Table.Cell.of(INFINITE))),
                            "");
            return new Presentation(
                    List.of(table),
                    List.of(
                            new Plot.Forest(
                                    "Forest",
                                    "b",
                                    0,
                                    List.of(new Plot.Estimate("a", known(1), NONE, INFINITE))),
                            new Plot.Histogram("Histogram", "x", List.of(0.0, 0.5, 1.0), series),
                            new Plot.Bars("Bars", "x", List.of("a", "b"), series),
                            new Plot.HeatMap(
                                    "Map",
                                    List.of("a"),
                                    List.of("b"),
                                    List.of(List.of(known(1))),
                                    -1,
                                    1),
                            new Plot.Boxes(
                                    "Boxes",
                                    "x",
                                    List.of(
                                            new Plot.Box(
                                                    "a", known(1), known(2), HIDDEN, known(4),
                                                    known(5)))),
                            new Plot.Curves(
                                    "Curves",
                                    "days",
                                    "survival",
                                    true,
                                    false,
                                    List.of(
                                            new Plot.Curve(
                                                    "a",
                                                    List.of(0.0, 1.0),
                                                    List.of(known(1), known(0.5)),
                                                    List.of(known(1), NONE),
                                                    List.of(known(1), HIDDEN))))));
        }
    }
}
