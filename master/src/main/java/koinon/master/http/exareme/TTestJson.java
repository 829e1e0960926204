package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import koinon.algorithms.EffectSize;
import koinon.algorithms.MeanTest;
import koinon.algorithms.MeanTests;
import koinon.master.json.Json;
import koinon.model.result.Statistic;

/**
 * The t-tests in the reference's shape, for the first outcome; of the others only the native API
 * tells, and a warning says so. Limits of the interval are texts, because one end may be infinite.
 * The degrees of freedom of an independent test are nA + nB − 2 whatever the test, Welch's are
 * {@code df_welch}.
 */
final class TTestJson {
    private TTestJson() {}

    static ObjectNode render(MeanTests tests, Numbers numbers) {
        MeanTest test = numbers.first(tests.tests());
        ObjectNode node = Json.object();
        if (tests.kind() == MeanTests.Kind.ONE_SAMPLE) {
            node.put("n_obs", test.n());
        }
        node.set("t_stat", numbers.number("t_stat", test.t()));
        if (tests.kind() == MeanTests.Kind.INDEPENDENT) {
            node.put("df", test.n() - 2);
            node.set("df_welch", numbers.number("df_welch", test.df()));
        } else {
            node.set("df", numbers.count("df", test.df()));
        }
        if (tests.kind() == MeanTests.Kind.ONE_SAMPLE) {
            node.set("std", numbers.number("std", test.groups().getFirst().deviation()));
        }
        node.set("p", numbers.number("p", test.p()));
        node.set("mean_diff", numbers.number("mean_diff", test.estimate()));
        node.set("se_diff", numbers.number("se_diff", test.standardError()));
        node.set("ci_upper", limit("ci_upper", test.upper(), numbers));
        node.set("ci_lower", limit("ci_lower", test.lower(), numbers));
        return node.set("cohens_d", numbers.number("cohens_d", cohen(test)));
    }

    private static Statistic cohen(MeanTest test) {
        return test.effects().stream()
                .findFirst()
                .map(EffectSize::estimate)
                .orElse(new Statistic.Undefined("the standard error is 0"));
    }

    private static JsonNode limit(String name, Statistic limit, Numbers numbers) {
        return limit instanceof Statistic.Known(double value)
                ? JsonNodeFactory.instance.textNode(Double.toString(value))
                : numbers.number(name, limit);
    }
}
