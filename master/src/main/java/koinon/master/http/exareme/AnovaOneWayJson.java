package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import koinon.algorithms.AnovaTable;
import koinon.algorithms.AnovaTable.Anova;
import koinon.algorithms.AnovaTable.Comparison;
import koinon.algorithms.AnovaTable.Group;
import koinon.master.json.Json;
import koinon.model.result.Statistic;

/**
 * {@code anova_oneway} in the reference's shape, for the first outcome; of the others only the
 * native API tells, and a warning says so. Its {@code ci_info} is mean ± one standard deviation, by
 * group.
 */
final class AnovaOneWayJson {
    private AnovaOneWayJson() {}

    static ObjectNode render(AnovaTable table, Numbers numbers) {
        Anova anova = numbers.first(table.analyses());
        ObjectNode node = Json.object();
        node.set("anova_table", anova(table.factor(), anova, numbers));
        ArrayNode comparisons = node.putArray("tuckey_test");
        anova.comparisons().forEach(c -> comparisons.add(comparison(c, numbers)));
        node.set("min_max_per_group", extremes(anova, numbers));
        return node.set("ci_info", spreads(anova, numbers));
    }

    private static ObjectNode anova(String factor, Anova anova, Numbers numbers) {
        ObjectNode node =
                Json.object()
                        .put("n_obs", anova.n())
                        .put("y_label", anova.outcome())
                        .put("x_label", factor)
                        .put("df_residual", anova.dfResidual())
                        .put("df_explained", anova.dfExplained())
                        .put("ss_residual", anova.ssResidual())
                        .put("ss_explained", anova.ssExplained());
        node.set("ms_residual", numbers.number("ms_residual", anova.msResidual()));
        node.put("ms_explained", anova.msExplained());
        node.set("p_value", numbers.number("p_value", anova.p()));
        return node.set("f_stat", numbers.number("f_stat", anova.f()));
    }

    private static ObjectNode comparison(Comparison c, Numbers numbers) {
        ObjectNode node =
                Json.object()
                        .put("groupA", c.a())
                        .put("groupB", c.b())
                        .put("meanA", c.meanA())
                        .put("meanB", c.meanB())
                        .put("diff", c.difference());
        node.set("se", numbers.number("se", c.standardError()));
        node.set("t_stat", numbers.number("t_stat", c.t()));
        return node.set("p_tuckey", numbers.number("p_tuckey", c.p()));
    }

    private static ObjectNode extremes(Anova anova, Numbers numbers) {
        ObjectNode node = Json.object();
        node.set("categories", Json.texts(anova.groups().stream().map(Group::level).toList()));
        node.set("min", numbers.column("min", anova.groups(), Group::min));
        return node.set("max", numbers.column("max", anova.groups(), Group::max));
    }

    private static ObjectNode spreads(Anova anova, Numbers numbers) {
        ObjectNode node = Json.object();
        ObjectNode deviations = node.putObject("sample_stds");
        ObjectNode means = node.putObject("means");
        ObjectNode below = node.putObject("m-s");
        ObjectNode above = node.putObject("m+s");
        for (Group g : anova.groups()) {
            deviations.set(g.level(), numbers.number("a deviation", g.deviation()));
            means.set(g.level(), numbers.number("a mean", g.mean()));
            below.set(g.level(), numbers.number("m-s", spread(g, -1)));
            above.set(g.level(), numbers.number("m+s", spread(g, 1)));
        }
        return node;
    }

    private static Statistic spread(Group group, int sign) {
        return Statistic.of(group.mean().orNaN() + sign * group.deviation().orNaN());
    }
}
