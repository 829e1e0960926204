package koinon.master.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.FittedModel.Input;
import koinon.model.fitted.Product;
import koinon.model.fitted.Product.Factor;
import koinon.model.fitted.Rule;
import koinon.model.fitted.Rule.Condition;
import koinon.model.formula.Factor.Call;
import koinon.model.formula.Factor.Function;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ModelJsonTest {
    private static Stream<Rule> rules() {
        List<Factor> factors =
                List.of(
                        new Factor.Applied("x", List.of(new Call(Function.POWER, 3))),
                        new Factor.Coded("g", List.of(1 / 3.0, -1e-300)));
        return Stream.of(
                new Rule.Linear(
                        Rule.Link.LOGIT, "b", "x", List.of(new Product("x:g", 0.1, factors))),
                new Rule.Separating(
                        List.of(new Rule.Plane("a", "the rest", Math.PI, List.of(1.5)))),
                new Rule.Bayes(
                        List.of("a", "b"),
                        List.of(3.0, 4.0),
                        1,
                        List.of(new Rule.Gaussian("x", List.of(1.0, 2.0), List.of(3.0, 4.0))),
                        List.of(
                                new Rule.Frequencies(
                                        "g", List.of(List.of(1.0, 2.0), List.of(0.0, 4.0))))),
                new Rule.Tree(
                        List.of(
                                new Rule.Node(0, -1, new Condition.Always(), "a"),
                                new Rule.Node(1, 0, new Condition.Below("x", 0.3), "b"),
                                new Rule.Node(2, 0, new Condition.AtLeast("x", 0.3), "a"),
                                new Rule.Node(3, 2, new Condition.Among("g", List.of("u")), "b"))),
                new Rule.Nearest(List.of(new Rule.Centre("cluster 1", List.of(-0.0)))),
                new Rule.Withheld("fewer than 10"));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void readsWhatItWrites(Rule rule) {
        FittedModel model =
                new FittedModel(
                        "any",
                        List.of(new Input("y", "Outcome", List.of("a", "b"))),
                        List.of(
                                new Input("x", "Number", List.of()),
                                new Input("g", "Group", List.of("u", "v"))),
                        rule);

        String text = Json.write(ModelJson.write(model));

        assertThat(ModelJson.read(Json.parse(text))).isEqualTo(model);
        assertThat(Json.parse(text).at("/rule/kind").asText()).isNotEmpty();
    }
}
