package koinon.algorithms.local;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.FittedModel.Input;
import koinon.model.fitted.Product.Factor;
import koinon.model.fitted.Rule;
import koinon.model.fitted.Rule.Condition;
import koinon.model.formula.Factor.Call;

/** What a described model predicts for rows of a cohort, by nothing but its description. */
public record Predictions(FittedModel model, Cohort cohort) {
    /** Rows that have a value in all inputs and in further variables. */
    public List<Integer> rows(String... further) {
        List<String> needed = new ArrayList<>(List.of(further));
        model.inputs().forEach(i -> needed.add(i.code()));
        return IntStream.range(0, cohort.size())
                .filter(r -> needed.stream().noneMatch(v -> Double.isNaN(cohort.value(v, r))))
                .boxed()
                .toList();
    }

    public double number(String variable, int row) {
        return cohort.value(variable, row);
    }

    public String level(String variable, int row) {
        int code = (int) cohort.value(variable, row);
        return cohort.model().require(variable).levels().get(code).code();
    }

    public double linear(int row) {
        Rule.Linear linear = (Rule.Linear) model.rule();
        double eta =
                linear.terms().stream()
                        .mapToDouble(term ->
                                term.factors().stream()
                                        .mapToDouble(f -> factor(f, row))
                                        .reduce(term.coefficient(), (a, b) -> a * b))
                        .sum();
        double exposure = linear.exposure().isEmpty() ? 1 : number(linear.exposure(), row);
        return switch (linear.link()) {
            case IDENTITY -> eta;
            case LOG, HAZARD -> StrictMath.exp(eta) * exposure;
            case INVERSE -> 1 / eta;
            case LOGIT -> 1 / (1 + StrictMath.exp(-eta));
        };
    }

    private double factor(Factor factor, int row) {
        return switch (factor) {
            case Factor.Coded(String variable, List<Double> values) -> {
                Input input = model.input(variable);
                yield values.get(input.levels().indexOf(level(variable, row)));
            }
            case Factor.Applied(String variable, List<Call> calls) -> {
                double value = number(variable, row);
                for (Call call : calls) {
                    value =
                            switch (call.function()) {
                                case LOG -> StrictMath.log(value);
                                case EXP -> StrictMath.exp(value);
                                case SQRT -> StrictMath.sqrt(value);
                                case POWER -> StrictMath.pow(value, call.exponent());
                            };
                }
                yield value;
            }
        };
    }

    /** The level, or the number as text, at the node where a row ends. */
    public String tree(int row) {
        Rule.Tree tree = (Rule.Tree) model.rule();
        Rule.Node at = tree.nodes().getFirst();
        while (true) {
            int id = at.id();
            Optional<Rule.Node> below =
                    tree.nodes().stream()
                            .filter(n -> n.parent() == id && holds(n.condition(), row))
                            .findFirst();
            if (below.isEmpty()) {
                return at.value();
            }
            at = below.get();
        }
    }

    private boolean holds(Condition condition, int row) {
        return switch (condition) {
            case Condition.Always _ -> true;
            case Condition.Below(String v, double cut) -> number(v, row) < cut;
            case Condition.AtLeast(String v, double cut) -> number(v, row) >= cut;
            case Condition.Among(String v, List<String> levels) -> levels.contains(level(v, row));
        };
    }

    public String bayes(int row) {
        Rule.Bayes bayes = (Rule.Bayes) model.rule();
        return IntStream.range(0, bayes.classes().size())
                .boxed()
                .max(Comparator.comparingDouble(c -> score(bayes, c, row)))
                .map(bayes.classes()::get)
                .orElseThrow();
    }

    private double score(Rule.Bayes bayes, int c, int row) {
        double n = bayes.counts().get(c);
        double score = StrictMath.log(n);
        for (Rule.Gaussian g : bayes.gaussians()) {
            double distance = number(g.variable(), row) - g.means().get(c);
            double variance = g.variances().get(c);
            score -= 0.5 * (StrictMath.log(variance) + distance * distance / variance);
        }
        for (Rule.Frequencies f : bayes.frequencies()) {
            List<String> levels = model.input(f.variable()).levels();
            double count = f.counts().get(c).get(levels.indexOf(level(f.variable(), row)));
            double all = n + bayes.alpha() * levels.size();
            score += StrictMath.log((count + bayes.alpha()) / all);
        }
        return score;
    }

    /** Name of the nearest centre. */
    public String cluster(int row) {
        Rule.Nearest nearest = (Rule.Nearest) model.rule();
        return nearest.centres().stream()
                .min(Comparator.comparingDouble(c -> squaredDistance(c, row)))
                .map(Rule.Centre::name)
                .orElseThrow();
    }

    public double squaredDistance(Rule.Centre centre, int row) {
        double sum = 0;
        for (int j = 0; j < centre.position().size(); j++) {
            double d = number(model.inputs().get(j).code(), row) - centre.position().get(j);
            sum += d * d;
        }
        return sum;
    }

    public double plane(Rule.Plane plane, int row) {
        double sum = plane.intercept();
        for (int j = 0; j < plane.weights().size(); j++) {
            sum += plane.weights().get(j) * number(model.inputs().get(j).code(), row);
        }
        return sum;
    }
}
