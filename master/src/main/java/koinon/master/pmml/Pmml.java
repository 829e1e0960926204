package koinon.master.pmml;

import jakarta.xml.bind.JAXBException;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.FittedModel.Input;
import koinon.model.fitted.Rule;
import org.dmg.pmml.Application;
import org.dmg.pmml.DataDictionary;
import org.dmg.pmml.DataField;
import org.dmg.pmml.DataType;
import org.dmg.pmml.Header;
import org.dmg.pmml.MiningField;
import org.dmg.pmml.MiningFunction;
import org.dmg.pmml.MiningSchema;
import org.dmg.pmml.Model;
import org.dmg.pmml.OpType;
import org.dmg.pmml.PMML;
import org.dmg.pmml.Value;
import org.dmg.pmml.Version;
import org.jpmml.model.PMMLUtil;

/**
 * A fitted model as a PMML 4.4 document.
 *
 * <pre>
 *   linear, separating   RegressionModel (1 / η: GeneralRegressionModel); products, functions and
 *                        codings of levels are derived fields
 *   naive Bayes          NaiveBayesModel, α added to the counts of levels
 *   tree                 TreeModel;  where no child's condition holds, the node itself predicts
 *   nearest              ClusteringModel
 * </pre>
 *
 * <p>Guarantee: the document is valid under the schema and predicts what the model does, up to
 * rounding. A logistic model has two classes, its level and the other one, or "other" where there
 * are several. Scores of separating planes are turned into shares by softmax: the largest is the
 * predicted level, as numbers they mean nothing. Source: Data Mining Group, PMML 4.4.
 */
public final class Pmml {
    private Pmml() {}

    /**
     * The document as UTF-8.
     *
     * @param experiment where the model comes from
     * @param version of this software
     */
    public static byte[] write(FittedModel model, String experiment, String version) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            PMMLUtil.marshal(document(model, experiment, version), out);
            return out.toByteArray();
        } catch (JAXBException e) {
            throw new KoinonException(ErrorCode.INTERNAL, "a model could not be written", e);
        }
    }

    private static PMML document(FittedModel model, String experiment, String version) {
        Header header =
                new Header()
                        .setDescription(model.algorithm() + ", experiment " + experiment)
                        .setApplication(new Application("Koinon").setVersion(version));
        return new PMML(Version.PMML_4_4.getVersion(), header, dictionary(model))
                .addModels(body(model));
    }

    private static Model body(FittedModel model) {
        return switch (model.rule()) {
            case Rule.Linear linear -> new Regression(model).model(linear);
            case Rule.Separating planes -> Planes.model(model, planes);
            case Rule.Bayes bayes -> Bayes.model(model, bayes);
            case Rule.Tree tree -> Tree.model(model, tree);
            case Rule.Nearest nearest -> Clusters.model(model, nearest);
            case Rule.Withheld(String reason) ->
                    throw new KoinonException(
                            ErrorCode.PRECONDITION, "the model cannot be given out: " + reason);
        };
    }

    private static DataDictionary dictionary(FittedModel model) {
        DataDictionary dictionary = new DataDictionary();
        model.outcome().forEach(o -> dictionary.addDataFields(field(o, classes(model, o))));
        model.inputs().forEach(i -> dictionary.addDataFields(field(i, i.levels())));
        return dictionary.setNumberOfFields(dictionary.getDataFields().size());
    }

    private static DataField field(Input input, List<String> levels) {
        boolean number = levels.isEmpty();
        DataField field =
                new DataField(
                        input.code(),
                        number ? OpType.CONTINUOUS : OpType.CATEGORICAL,
                        number ? DataType.DOUBLE : DataType.STRING);
        levels.forEach(level -> field.addValues(new Value(level)));
        return field.setDisplayName(input.label());
    }

    /** Levels that are predicted. */
    private static List<String> classes(FittedModel model, Input outcome) {
        return model.rule() instanceof Rule.Linear linear && linear.link() == Rule.Link.LOGIT
                ? List.of(linear.positive(), other(outcome, linear.positive()))
                : outcome.levels();
    }

    /** The level that is not the positive one; a word for them where there are several. */
    static String other(Input outcome, String positive) {
        List<String> others = outcome.levels().stream().filter(l -> !l.equals(positive)).toList();
        return others.size() == 1 ? others.getFirst() : "other";
    }

    static MiningSchema schema(FittedModel model) {
        List<MiningField> fields = new ArrayList<>();
        model.outcome()
                .forEach(o ->
                        fields.add(
                                new MiningField(o.code())
                                        .setUsageType(MiningField.UsageType.TARGET)));
        model.inputs().forEach(i -> fields.add(new MiningField(i.code())));
        return new MiningSchema().addMiningFields(fields.toArray(MiningField[]::new));
    }

    /** Classification where the outcome has levels. */
    static MiningFunction function(FittedModel model) {
        return model.outcome().stream().anyMatch(o -> !o.numerical())
                ? MiningFunction.CLASSIFICATION
                : MiningFunction.REGRESSION;
    }
}
