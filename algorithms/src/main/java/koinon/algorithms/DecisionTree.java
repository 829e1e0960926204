package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
import koinon.model.fitted.Exportable;
import koinon.model.fitted.FittedModel;
import koinon.model.request.Parameter;
import koinon.model.result.Presentation;
import koinon.model.result.Statistic;
import koinon.model.result.Table;
import koinon.model.result.Table.Cell;
import koinon.model.result.Table.Column;
import koinon.model.result.Table.Format;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;

/**
 * A classification or regression tree (CART) over binned covariates.
 *
 * <pre>
 *   classes   the split that most lowers Σ_nodes n (1 − Σ_c (n_c / n)²)        Gini
 *   numbers   the split that most lowers Σ_nodes Σ (y − ȳ)²
 * </pre>
 *
 * <p>Cuts lie on public bins ({@link Binning}), splits of levels are those of {@link TreeSplitter};
 * every node holds at least as many rows as asked for and as the threshold. What leaves a site: per
 * level of the tree sums of the outcome per open node, covariate and bin. Rounds: at most depth + 2
 * (ranges, levels, predictions of a validation), all validations in the same ones. Guarantee: bit
 * for bit the same for every split of the rows over sites; what the rows are predicted as follows
 * from the sums at the leaves, so that training costs no further round. Source: Breiman, Friedman,
 * Olshen, Stone, Classification and Regression Trees (1984). Not done: pruning.
 */
public final class DecisionTree implements Algorithm {
    static ParameterSpec whole(String name, String label, String about, long[] range) {
        return ParameterSpec.optional(
                name,
                label,
                about,
                new ParameterSpec.Domain.Ints(range[0], range[1]),
                new Parameter.Int(range[2]));
    }

    /** Depth, rows per node and, where there are numbers, bins; then those of the validation. */
    static List<ParameterSpec> parameters(boolean binned) {
        List<ParameterSpec> parameters = new ArrayList<>();
        parameters.add(
                whole("max_depth", "Depth", "Most splits above a leaf", new long[] {1, 8, 4}));
        parameters.add(
                whole(
                        "min_rows",
                        "Rows per node",
                        "Fewest rows of a node; at least the threshold of the sites",
                        new long[] {1, 1_000_000, 10}));
        if (binned) {
            parameters.add(
                    whole(
                            "bins",
                            "Bins",
                            "Bins of a numerical covariate, between which it may be cut",
                            new long[] {2, 256, 32}));
        }
        parameters.addAll(Split.parameters("none"));
        return parameters;
    }

    @Override
    public Specification specification() {
        return new Specification(
                "decision_tree",
                "Decision tree (CART)",
                "Splits patients by one covariate at a time into groups that are alike in the"
                        + " outcome: classes by the Gini index, numbers by squared error.",
                VariableSpec.any("Outcome", "The variable to predict", 1, 1),
                VariableSpec.any("Covariates", "The variables to split by", 1, 100),
                parameters(true),
                "Per level of the tree: counts or sums of the outcome per node, covariate and bin.",
                Specification.Release.POOLED_AND_SITE);
    }

    @Override
    public Step start(Question question) {
        Covariates.of(question);
        return new TreeGrowth(question, false).start(question.integer("bins"));
    }

    /**
     * One node of a tree.
     *
     * @param parent number of the node above; -1 for the root
     * @param condition under which a row comes here from there
     * @param predicted class or mean, as text
     * @param statistics share of each class; or mean and standard deviation
     */
    public record Branch(
            int node,
            int parent,
            int depth,
            String condition,
            Statistic n,
            String predicted,
            List<Statistic> statistics,
            boolean leaf) {
        public Branch {
            statistics = List.copyOf(statistics);
        }
    }

    /**
     * A tree and what it predicts.
     *
     * @param columns what the statistics of a branch are: shares of classes, or mean and deviation
     * @param text the tree, one node a line
     * @param classified the rows that trained, then the validations; empty for a numerical outcome
     * @param errors the same for a numerical outcome; empty for classes
     */
    public record Grown(
            String dependent,
            String criterion,
            String split,
            List<String> columns,
            List<Branch> branches,
            String text,
            List<Tested> classified,
            List<PredictionError> errors,
            List<String> warnings,
            FittedModel model)
            implements Exportable {
        public Grown {
            columns = List.copyOf(columns);
            branches = List.copyOf(branches);
            classified = List.copyOf(classified);
            errors = List.copyOf(errors);
            warnings = List.copyOf(warnings);
        }

        @Override
        public String method() {
            return criterion + "; " + split;
        }

        @Override
        public Presentation presentation() {
            List<Table> tables = new ArrayList<>();
            tables.add(branchTable());
            if (!errors.isEmpty()) {
                tables.add(PredictionError.table("Errors", errors));
                return new Presentation(tables, List.of());
            }
            ClassificationMetrics training = classified.getFirst().metrics();
            Presentation tested =
                    Tested.presentation("Prediction of " + dependent, classified, training);
            tables.add(tested.tables().getFirst());
            tables.add(training.table("Rows that trained, by level"));
            tables.add(training.confusionTable("Rows that trained: confusion matrix"));
            return new Presentation(tables, tested.plots());
        }

        private Table branchTable() {
            List<Column> heads = new ArrayList<>();
            heads.add(new Column("Node", Format.TEXT));
            heads.add(new Column("n", Format.COUNT));
            heads.add(new Column("Prediction", Format.TEXT));
            columns.forEach(c -> heads.add(new Column(c, Format.NUMBER)));
            List<List<Cell>> rows = new ArrayList<>();
            for (Branch branch : branches) {
                List<Cell> row = new ArrayList<>();
                row.add(Cell.of("· ".repeat(branch.depth) + branch.condition));
                row.add(Cell.of(branch.n));
                row.add(Cell.of(branch.leaf ? branch.predicted : ""));
                branch.statistics.forEach(s -> row.add(Cell.of(s)));
                rows.add(row);
            }
            return new Table("Tree of " + dependent, heads, rows, "");
        }
    }
}
