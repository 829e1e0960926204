package koinon.master.http;

import java.util.List;
import java.util.TreeMap;
import koinon.model.request.Parameter;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.ParameterSpec.Domain;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;

/** Specifications like those of the first algorithms, and one with every kind of parameter. */
public final class Specifications {
    public static final List<Specification> ALL =
            List.of(
                    of(
                                    "linear_regression",
                                    VariableSpec.numerical("Outcome", "", 1, 1),
                                    VariableSpec.any("Covariates", "", 1, VariableSpec.MANY))
                            .alsoOfVisits(),
                    of(
                            "logistic_regression",
                            VariableSpec.categorical("Outcome", "", 1, 1),
                            VariableSpec.any("Covariates", "", 1, VariableSpec.MANY),
                            ParameterSpec.mandatory(
                                    "positive_class", "Positive", "", new Domain.LevelOfY())),
                    of(
                            "pearson_correlation",
                            VariableSpec.numerical("Y", "", 1, VariableSpec.MANY),
                            VariableSpec.numerical("X", "", 0, VariableSpec.MANY),
                            optional("alpha", new Domain.Reals(0, 1), new Parameter.Real(0.95))),
                    of(
                            "multiple_histograms",
                            VariableSpec.any("Y", "", 1, 1),
                            VariableSpec.categorical("Groups", "", 0, VariableSpec.MANY),
                            optional("bins", new Domain.Ints(1, 100), new Parameter.Int(20))),
                    of(
                            "descriptive_stats",
                            VariableSpec.any("Variables", "", 1, VariableSpec.MANY),
                            VariableSpec.none()),
                    of(
                            "everything",
                            new VariableSpec("Y", "", false, true, 1, 1, 2),
                            VariableSpec.categorical("X", "", 0, 1),
                            optional("group", new Domain.LevelOfX(), new Parameter.Text("")),
                            optional("type", choice(), new Parameter.Text("1")),
                            optional("scale", new Domain.Flags(), new Parameter.Flag(true)),
                            optional("title", new Domain.Texts(9), new Parameter.Text("a")),
                            optional("lists", byKey(), new Parameter.Named(new TreeMap<>())),
                            optional("mu", unbounded(), new Parameter.Real(0))));

    private Specifications() {}

    private static Domain choice() {
        return new Domain.Choice(List.of("1", "2"));
    }

    private static Domain byKey() {
        return new Domain.VariablesByKey(List.of("log", "exp"));
    }

    private static Domain unbounded() {
        return new Domain.Reals(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);
    }

    private static ParameterSpec optional(String name, Domain domain, Parameter fallback) {
        return ParameterSpec.optional(name, name, "", domain, fallback);
    }

    private static Specification of(
            String name, VariableSpec y, VariableSpec x, ParameterSpec... parameters) {
        return new Specification(
                name,
                name,
                "About " + name,
                y,
                x,
                List.of(parameters),
                "sums",
                Specification.Release.POOLED);
    }
}
