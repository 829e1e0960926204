package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import koinon.algorithms.Coefficient;
import koinon.algorithms.LogisticRegression.Fit;
import koinon.master.json.Json;

/** {@code logistic_regression} in the reference's shape. */
final class LogisticRegressionJson {
    private LogisticRegressionJson() {}

    static ObjectNode render(Fit fit, Numbers numbers) {
        ObjectNode node = Json.object().put("dependent_var", fit.dependent());
        node.set("indep_vars", Json.texts(fit.terms()));
        return node.set("summary", summary(fit, numbers));
    }

    private static ObjectNode summary(Fit fit, Numbers numbers) {
        ObjectNode node = Json.object().put("n_obs", fit.n());
        List<Coefficient> all = fit.coefficients();
        node.set("coefficients", numbers.column("coefficient", all, Coefficient::estimate));
        node.set("stderr", numbers.column("stderr", all, Coefficient::standardError));
        node.set("lower_ci", numbers.column("lower_ci", all, Coefficient::lower));
        node.set("upper_ci", numbers.column("upper_ci", all, Coefficient::upper));
        node.set("z_scores", numbers.column("z_score", all, Coefficient::statistic));
        node.set("pvalues", numbers.column("pvalue", all, Coefficient::pValue));
        node.put("df_model", fit.dfModel()).put("df_resid", fit.dfResidual());
        node.set("r_squared_cs", numbers.number("r_squared_cs", fit.coxSnell()));
        node.set("r_squared_mcf", numbers.number("r_squared_mcf", fit.mcFadden()));
        node.set("ll0", numbers.number("ll0", fit.nullLogLikelihood()));
        node.set("ll", numbers.number("ll", fit.logLikelihood()));
        node.set("aic", numbers.number("aic", fit.aic()));
        return node.set("bic", numbers.number("bic", fit.bic()));
    }
}
