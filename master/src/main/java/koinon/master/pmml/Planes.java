package koinon.master.pmml;

import java.util.ArrayList;
import java.util.List;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.Rule;
import org.dmg.pmml.Model;
import org.dmg.pmml.regression.NumericPredictor;
import org.dmg.pmml.regression.RegressionModel;
import org.dmg.pmml.regression.RegressionModel.NormalizationMethod;
import org.dmg.pmml.regression.RegressionTable;

/** Separating planes: one table per level, 0 for the negative level of a single plane. */
final class Planes {
    private Planes() {}

    static Model model(FittedModel model, Rule.Separating separating) {
        List<RegressionTable> tables = new ArrayList<>();
        for (Rule.Plane plane : separating.planes()) {
            RegressionTable table =
                    new RegressionTable(plane.intercept()).setTargetCategory(plane.positive());
            for (int j = 0; j < plane.weights().size(); j++) {
                table.addNumericPredictors(
                        new NumericPredictor(model.inputs().get(j).code(), plane.weights().get(j)));
            }
            tables.add(table);
        }
        if (tables.size() == 1) {
            String negative = separating.planes().getFirst().negative();
            tables.add(new RegressionTable(0.0).setTargetCategory(negative));
        }
        return new RegressionModel(Pmml.function(model), Pmml.schema(model), tables)
                .setModelName(model.algorithm())
                .setNormalizationMethod(NormalizationMethod.SOFTMAX);
    }
}
