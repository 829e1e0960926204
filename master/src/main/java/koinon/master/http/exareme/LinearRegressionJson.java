package koinon.master.http.exareme;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import koinon.algorithms.Coefficient;
import koinon.algorithms.LinearRegression.Fit;
import koinon.master.json.Json;

/** {@code linear_regression} in the reference's shape; coefficients of aliased terms are null. */
final class LinearRegressionJson {
    private LinearRegressionJson() {}

    static ObjectNode render(Fit fit, Numbers numbers) {
        ObjectNode node =
                Json.object()
                        .put("dependent_var", fit.dependent())
                        .put("n_obs", fit.n())
                        .put("df_resid", fit.dfResidual())
                        .put("df_model", fit.dfModel());
        node.set("rse", numbers.number("rse", fit.residualStandardError()));
        node.set("r_squared", numbers.number("r_squared", fit.rSquared()));
        node.set(
                "r_squared_adjusted", numbers.number("r_squared_adjusted", fit.adjustedRSquared()));
        node.set("f_stat", numbers.number("f_stat", fit.f()));
        node.set("f_pvalue", numbers.number("f_pvalue", fit.fPValue()));
        node.set("indep_vars", Json.texts(fit.terms()));
        List<Coefficient> all = fit.coefficients();
        node.set("coefficients", numbers.column("coefficient", all, Coefficient::estimate));
        node.set("std_err", numbers.column("std_err", all, Coefficient::standardError));
        node.set("t_stats", numbers.column("t_stat", all, Coefficient::statistic));
        node.set("pvalues", numbers.column("pvalue", all, Coefficient::pValue));
        node.set("lower_ci", numbers.column("lower_ci", all, Coefficient::lower));
        return node.set("upper_ci", numbers.column("upper_ci", all, Coefficient::upper));
    }
}
