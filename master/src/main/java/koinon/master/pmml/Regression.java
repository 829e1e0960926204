package koinon.master.pmml;

import java.util.ArrayList;
import java.util.List;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.FittedModel.Input;
import koinon.model.fitted.Product;
import koinon.model.fitted.Product.Factor;
import koinon.model.fitted.Rule;
import koinon.model.fitted.Rule.Link;
import koinon.model.formula.Factor.Call;
import org.dmg.pmml.Apply;
import org.dmg.pmml.Constant;
import org.dmg.pmml.DataType;
import org.dmg.pmml.DerivedField;
import org.dmg.pmml.Expression;
import org.dmg.pmml.FieldRef;
import org.dmg.pmml.LocalTransformations;
import org.dmg.pmml.MiningFunction;
import org.dmg.pmml.Model;
import org.dmg.pmml.NormDiscrete;
import org.dmg.pmml.OpType;
import org.dmg.pmml.PMMLFunctions;
import org.dmg.pmml.general_regression.CovariateList;
import org.dmg.pmml.general_regression.GeneralRegressionModel;
import org.dmg.pmml.general_regression.PCell;
import org.dmg.pmml.general_regression.PPCell;
import org.dmg.pmml.general_regression.PPMatrix;
import org.dmg.pmml.general_regression.ParamMatrix;
import org.dmg.pmml.general_regression.Parameter;
import org.dmg.pmml.general_regression.ParameterList;
import org.dmg.pmml.general_regression.Predictor;
import org.dmg.pmml.regression.CategoricalPredictor;
import org.dmg.pmml.regression.NumericPredictor;
import org.dmg.pmml.regression.RegressionModel;
import org.dmg.pmml.regression.RegressionModel.NormalizationMethod;
import org.dmg.pmml.regression.RegressionTable;

/** Linear predictors; what is no input as it is becomes a derived field named as its term. */
final class Regression {
    private final FittedModel model;
    private final LocalTransformations derived = new LocalTransformations();

    Regression(FittedModel model) {
        this.model = model;
    }

    Model model(Rule.Linear linear) {
        return linear.link() == Link.INVERSE ? inverse(linear) : regression(linear);
    }

    private Model regression(Rule.Linear linear) {
        RegressionTable table = table(linear);
        List<RegressionTable> tables = new ArrayList<>(List.of(table));
        if (linear.link() == Link.LOGIT) {
            table.setTargetCategory(linear.positive());
            String other = Pmml.other(model.outcome().getFirst(), linear.positive());
            tables.add(new RegressionTable(0.0).setTargetCategory(other));
        }
        NormalizationMethod method =
                switch (linear.link()) {
                    case IDENTITY, INVERSE -> NormalizationMethod.NONE;
                    case LOG, HAZARD -> NormalizationMethod.EXP;
                    case LOGIT -> NormalizationMethod.LOGIT;
                };
        RegressionModel regression =
                new RegressionModel(Pmml.function(model), Pmml.schema(model), tables)
                        .setModelName(model.algorithm())
                        .setNormalizationMethod(method);
        return derived.hasDerivedFields()
                ? regression.setLocalTransformations(derived)
                : regression;
    }

    private RegressionTable table(Rule.Linear linear) {
        RegressionTable table = new RegressionTable(0.0);
        for (Product term : linear.terms()) {
            if (term.factors().isEmpty()) {
                table.setIntercept(term.coefficient());
            } else if (dummy(term) instanceof Factor.Coded(String variable, List<Double> values)) {
                String level = model.input(variable).levels().get(values.indexOf(1.0));
                table.addCategoricalPredictors(
                        new CategoricalPredictor(variable, level, term.coefficient()));
            } else {
                table.addNumericPredictors(new NumericPredictor(field(term), term.coefficient()));
            }
        }
        if (!linear.exposure().isEmpty()) {
            table.addNumericPredictors(new NumericPredictor(offset(linear.exposure()), 1.0));
        }
        return table;
    }

    /** The only factor of a term where it is 1 for one level and 0 for the others. */
    private static Factor dummy(Product term) {
        Factor first = term.factors().getFirst();
        boolean indicates =
                term.factors().size() == 1
                        && first instanceof Factor.Coded(_, List<Double> values)
                        && values.stream().allMatch(v -> v == 0 || v == 1)
                        && values.stream().filter(v -> v == 1).count() == 1;
        return indicates ? first : new Factor.Applied(first.variable(), List.of());
    }

    private String offset(String exposure) {
        Expression logarithm = new Apply(PMMLFunctions.LN).addExpressions(new FieldRef(exposure));
        return add("offset: log(" + exposure + ")", logarithm);
    }

    /** Name of the field whose value a term multiplies. */
    private String field(Product term) {
        if (term.factors().size() == 1
                && term.factors().getFirst()
                        instanceof Factor.Applied(String code, List<Call> calls)
                && calls.isEmpty()) {
            return code;
        }
        Expression product = expression(term.factors().getFirst());
        for (Factor factor : term.factors().subList(1, term.factors().size())) {
            product = both(PMMLFunctions.MULTIPLY, product, expression(factor));
        }
        return add(term.name(), product);
    }

    private String add(String name, Expression expression) {
        derived.addDerivedFields(
                new DerivedField(name, OpType.CONTINUOUS, DataType.DOUBLE, expression));
        return name;
    }

    private static Expression both(String function, Expression a, Expression b) {
        return new Apply(function).addExpressions(a, b);
    }

    private Expression expression(Factor factor) {
        return switch (factor) {
            case Factor.Applied(String variable, List<Call> calls) -> applied(variable, calls);
            case Factor.Coded(String variable, List<Double> values) -> coded(variable, values);
        };
    }

    private static Expression applied(String variable, List<Call> calls) {
        Expression value = new FieldRef(variable);
        for (Call call : calls) {
            value =
                    switch (call.function()) {
                        case LOG -> new Apply(PMMLFunctions.LN).addExpressions(value);
                        case EXP -> new Apply(PMMLFunctions.EXP).addExpressions(value);
                        case SQRT -> new Apply(PMMLFunctions.SQRT).addExpressions(value);
                        case POWER -> both(PMMLFunctions.POW, value, new Constant(call.exponent()));
                    };
        }
        return value;
    }

    /** Σ value · indicator of the level. */
    private Expression coded(String variable, List<Double> values) {
        Input input = model.input(variable);
        Expression sum = new Constant(0.0);
        boolean first = true;
        for (int l = 0; l < values.size(); l++) {
            if (values.get(l) != 0) {
                Expression level = new NormDiscrete(variable, input.levels().get(l));
                Expression part =
                        values.get(l) == 1
                                ? level
                                : both(PMMLFunctions.MULTIPLY, new Constant(values.get(l)), level);
                sum = first ? part : both(PMMLFunctions.ADD, sum, part);
                first = false;
            }
        }
        return sum;
    }

    /** 1 / η of a Gamma model: the power −1 as link; every predictor is a number here. */
    private Model inverse(Rule.Linear linear) {
        ParameterList parameters = new ParameterList();
        CovariateList covariates = new CovariateList();
        PPMatrix cells = new PPMatrix();
        ParamMatrix betas = new ParamMatrix();
        int count = 0;
        for (Product term : linear.terms()) {
            String name = "p" + count++;
            parameters.addParameters(new Parameter(name).setLabel(term.name()));
            betas.addPCells(new PCell(name, term.coefficient()));
            if (!term.factors().isEmpty()) {
                String field = field(term);
                covariates.addPredictors(new Predictor(field));
                cells.addPPCells(new PPCell("1", field, name));
            }
        }
        GeneralRegressionModel general =
                new GeneralRegressionModel(
                                GeneralRegressionModel.ModelType.GENERALIZED_LINEAR,
                                MiningFunction.REGRESSION,
                                Pmml.schema(model),
                                parameters,
                                cells,
                                betas)
                        .setModelName(model.algorithm())
                        .setDistribution(GeneralRegressionModel.Distribution.GAMMA)
                        .setLinkFunction(GeneralRegressionModel.LinkFunction.POWER)
                        .setLinkParameter(-1.0)
                        .setTargetVariable(model.outcome().getFirst().code());
        if (covariates.hasPredictors()) {
            general.setCovariateList(covariates);
        }
        return derived.hasDerivedFields() ? general.setLocalTransformations(derived) : general;
    }
}
