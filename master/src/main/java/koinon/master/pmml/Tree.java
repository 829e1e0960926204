package koinon.master.pmml;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.Rule;
import koinon.model.fitted.Rule.Condition;
import org.dmg.pmml.Array;
import org.dmg.pmml.ComplexArray;
import org.dmg.pmml.Model;
import org.dmg.pmml.Predicate;
import org.dmg.pmml.SimplePredicate;
import org.dmg.pmml.SimpleSetPredicate;
import org.dmg.pmml.True;
import org.dmg.pmml.tree.ComplexNode;
import org.dmg.pmml.tree.Node;
import org.dmg.pmml.tree.TreeModel;

/** Decision trees. */
final class Tree {
    private Tree() {}

    static Model model(FittedModel model, Rule.Tree tree) {
        Map<Integer, Node> nodes = new HashMap<>();
        for (Rule.Node node : tree.nodes()) {
            Node written =
                    new ComplexNode(node.value(), predicate(node.condition()))
                            .setId(String.valueOf(node.id()));
            nodes.put(node.id(), written);
            if (node.parent() >= 0) {
                Objects.requireNonNull(nodes.get(node.parent())).addNodes(written);
            }
        }
        Node root = Objects.requireNonNull(nodes.get(tree.nodes().getFirst().id()));
        return new TreeModel(Pmml.function(model), Pmml.schema(model), root)
                .setModelName(model.algorithm())
                .setMissingValueStrategy(TreeModel.MissingValueStrategy.NULL_PREDICTION)
                .setNoTrueChildStrategy(TreeModel.NoTrueChildStrategy.RETURN_LAST_PREDICTION)
                .setSplitCharacteristic(TreeModel.SplitCharacteristic.MULTI_SPLIT);
    }

    private static Predicate predicate(Condition condition) {
        return switch (condition) {
            case Condition.Always _ -> new True();
            case Condition.Below(String variable, double cut) ->
                    new SimplePredicate(variable, SimplePredicate.Operator.LESS_THAN, cut);
            case Condition.AtLeast(String variable, double cut) ->
                    new SimplePredicate(variable, SimplePredicate.Operator.GREATER_OR_EQUAL, cut);
            case Condition.Among(String variable, List<String> levels) ->
                    new SimpleSetPredicate(
                            variable,
                            SimpleSetPredicate.BooleanOperator.IS_IN,
                            new ComplexArray().setType(Array.Type.STRING).setValue(levels));
        };
    }
}
