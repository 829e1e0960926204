package koinon.master.pmml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.xml.transform.stream.StreamSource;
import koinon.model.fitted.FittedModel;
import koinon.model.fitted.FittedModel.Input;
import koinon.model.fitted.Product;
import koinon.model.fitted.Product.Factor;
import koinon.model.fitted.Rule;
import koinon.model.fitted.Rule.Condition;
import koinon.model.fitted.Rule.Link;
import koinon.model.formula.Factor.Call;
import koinon.model.formula.Factor.Function;
import org.jpmml.model.JAXBUtil;
import org.jpmml.model.PMMLUtil;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;

class PmmlTest {
    private static final Input AGE = new Input("age", "Age <years>", List.of());
    private static final Input SEX = new Input("sex", "Sex", List.of("F", "M"));
    private static final Input STAGE = new Input("stage", "Stage", List.of("a \"b\"", "c", "d"));
    private static final Input GROUP = new Input("group", "Group", List.of("a", "c", "d"));
    private static final Input SCORE = new Input("score", "Score", List.of());
    private static final Factor PLAIN = new Factor.Applied("age", List.of());
    private static final Factor LOGARITHM =
            new Factor.Applied("age", List.of(new Call(Function.LOG, 0)));
    private static final Factor ROOT_OF_SQUARE =
            new Factor.Applied(
                    "age", List.of(new Call(Function.POWER, 2), new Call(Function.SQRT, 0)));
    private static final Factor MALE = new Factor.Coded("sex", List.of(0.0, 1.0));
    private static final Factor SUM = new Factor.Coded("stage", List.of(1.0, 0.0, -1.0));
    private static final Factor SIMPLE = new Factor.Coded("stage", List.of(-0.3, 0.7, -0.3));

    private static Product term(double coefficient, Factor... factors) {
        String name = Stream.of(factors).map(Factor::toString).reduce("", String::concat);
        return new Product("t " + name, coefficient, List.of(factors));
    }

    private static final List<Product> TERMS =
            List.of(
                    term(0.5),
                    term(0.25, PLAIN),
                    term(-1.5, MALE),
                    term(2, LOGARITHM),
                    term(0.125, ROOT_OF_SQUARE, MALE),
                    term(3, SUM),
                    term(0.0625, SIMPLE, PLAIN));

    private static FittedModel linear(Link link, Input outcome) {
        Rule.Linear rule =
                new Rule.Linear(link, link == Link.LOGIT ? "c" : "", exposure(link), TERMS);
        List<Input> outcomes = link == Link.HAZARD ? List.of() : List.of(outcome);
        return new FittedModel("linear", outcomes, List.of(AGE, SEX, STAGE), rule);
    }

    private static String exposure(Link link) {
        return link == Link.LOG ? "age" : "";
    }

    /** The same by hand. */
    private static double eta(double age, String sex, String stage) {
        double male = sex.equals("M") ? 1 : 0;
        double sum = stage.equals("d") ? -1 : stage.equals("c") ? 0 : 1;
        double simple = stage.equals("c") ? 0.7 : -0.3;
        return 0.5
                + 0.25 * age
                - 1.5 * male
                + 2 * Math.log(age)
                + 0.125 * age * male
                + 3 * sum
                + 0.0625 * simple * age;
    }

    private static Stream<FittedModel> models() {
        Rule planes =
                new Rule.Separating(List.of(new Rule.Plane("M", "F", -1.5, List.of(0.5, 0.25))));
        Rule bayes =
                new Rule.Bayes(
                        List.of("F", "M"),
                        List.of(10.0, 20.0),
                        0.5,
                        List.of(new Rule.Gaussian("age", List.of(60.0, 70.0), List.of(9.0, 16.0))),
                        List.of(
                                new Rule.Frequencies(
                                        "stage",
                                        List.of(List.of(3.0, 3.0, 4.0), List.of(0.0, 9.0, 11.0)))));
        Rule tree =
                new Rule.Tree(
                        List.of(
                                new Rule.Node(0, -1, new Condition.Always(), "F"),
                                new Rule.Node(1, 0, new Condition.Below("age", 65.5), "M"),
                                new Rule.Node(2, 0, new Condition.AtLeast("age", 65.5), "F"),
                                new Rule.Node(
                                        5,
                                        2,
                                        new Condition.Among("stage", List.of("a \"b\"", "d")),
                                        "M")));
        Rule nearest =
                new Rule.Nearest(
                        List.of(
                                new Rule.Centre("cluster 1", List.of(1.5, 2.5)),
                                new Rule.Centre("cluster 3", List.of(-1e-7, 1e8))));
        return Stream.of(
                linear(Link.IDENTITY, SCORE),
                linear(Link.LOG, SCORE),
                linear(Link.INVERSE, SCORE),
                linear(Link.LOGIT, GROUP),
                linear(Link.HAZARD, SCORE),
                new FittedModel("svm", List.of(SEX), List.of(AGE, SCORE), planes),
                new FittedModel("naive_bayes", List.of(SEX), List.of(AGE, STAGE), bayes),
                new FittedModel("tree", List.of(SEX), List.of(AGE, STAGE), tree),
                new FittedModel("kmeans", List.of(), List.of(AGE, SCORE), nearest));
    }

    private static byte[] write(FittedModel model) {
        return Pmml.write(model, "7f", "1.2");
    }

    private static Element one(byte[] pmml, String name) throws Exception {
        return Evaluation.elements(Evaluation.parse(pmml).getDocumentElement(), name).getFirst();
    }

    @ParameterizedTest
    @MethodSource("models")
    void followsTheSchemaAndReadsBackAsItself(FittedModel model) throws Exception {
        byte[] pmml = write(model);

        JAXBUtil.getSchema()
                .newValidator()
                .validate(new StreamSource(new ByteArrayInputStream(pmml)));
        ByteArrayOutputStream again = new ByteArrayOutputStream();
        PMMLUtil.marshal(PMMLUtil.unmarshal(new ByteArrayInputStream(pmml)), again);
        // Reading notes which version the document had.
        assertThat(again.toString(StandardCharsets.UTF_8).replace(" x-baseVersion=\"4.4\"", ""))
                .isEqualTo(new String(pmml, StandardCharsets.UTF_8));
    }

    @Test
    void linearPredictorsAreThoseComputedByHand() throws Exception {
        for (Link link : List.of(Link.IDENTITY, Link.LOGIT, Link.HAZARD, Link.LOG, Link.INVERSE)) {
            byte[] pmml = write(linear(link, link == Link.LOGIT ? GROUP : SCORE));
            for (String sex : SEX.levels()) {
                for (String stage : STAGE.levels()) {
                    for (double age : new double[] {0.125, 40, 90.5}) {
                        Evaluation row =
                                Evaluation.of(pmml, Map.of("age", age, "sex", sex, "stage", stage));
                        double eta = link == Link.INVERSE ? row.general() : row.table(0);
                        double offset = link == Link.LOG ? Math.log(age) : 0;
                        assertThat(eta).isCloseTo(eta(age, sex, stage) + offset, within(1e-12));
                    }
                }
            }
        }
    }

    @Test
    void linksAreNamedAsPmmlNamesThem() throws Exception {
        assertThat(method(Link.IDENTITY)).isIn("", "none");
        assertThat(method(Link.LOG)).isEqualTo("exp");
        assertThat(method(Link.HAZARD)).isEqualTo("exp");
        Element inverse = one(write(linear(Link.INVERSE, SCORE)), "GeneralRegressionModel");
        assertThat(inverse.getAttribute("linkFunction")).isEqualTo("power");
        assertThat(inverse.getAttribute("linkParameter")).isEqualTo("-1.0");
    }

    private static String method(Link link) throws Exception {
        return one(write(linear(link, SCORE)), "RegressionModel")
                .getAttribute("normalizationMethod");
    }

    @Test
    void aLogisticModelHasTwoClasses() throws Exception {
        byte[] several = write(linear(Link.LOGIT, GROUP));
        byte[] two = write(linear(Link.LOGIT, new Input("grade", "Grade", List.of("b", "c"))));

        assertThat(one(several, "RegressionModel").getAttribute("normalizationMethod"))
                .isEqualTo("logit");
        assertThat(categories(several)).containsExactly("c", "other");
        assertThat(categories(two)).containsExactly("c", "b");
        assertThat(one(two, "DataField").getAttribute("name")).isEqualTo("grade");
    }

    private static List<String> categories(byte[] pmml) throws Exception {
        return Evaluation.elements(Evaluation.parse(pmml).getDocumentElement(), "RegressionTable")
                .stream()
                .map(t -> t.getAttribute("targetCategory"))
                .toList();
    }

    @Test
    void aPlaneIsATableAgainstNone() throws Exception {
        byte[] svm = write(models().toList().get(5));
        Evaluation row = Evaluation.of(svm, Map.of("age", 4.0, "score", 2.0));

        assertThat(categories(svm)).containsExactly("M", "F");
        assertThat(row.table(0)).isEqualTo(-1.5 + 0.5 * 4 + 0.25 * 2);
        assertThat(row.table(1)).isEqualTo(0);
    }

    @Test
    void countsOfLevelsAreSmoothed() throws Exception {
        byte[] bayes = write(models().toList().get(6));

        assertThat(
                        Evaluation.elements(one(bayes, "PairCounts"), "TargetValueCount").stream()
                                .map(c -> c.getAttribute("count")))
                .containsExactly("3.5", "0.5");
        assertThat(one(bayes, "GaussianDistribution").getAttribute("variance")).isEqualTo("9.0");
    }

    @Test
    void aTreeFallsBackToTheNodeItself() throws Exception {
        byte[] tree = write(models().toList().get(7));

        assertThat(one(tree, "TreeModel").getAttribute("noTrueChildStrategy"))
                .isEqualTo("returnLastPrediction");
        assertThat(one(tree, "SimplePredicate").getAttribute("operator")).isEqualTo("lessThan");
        assertThat(one(tree, "Array").getTextContent()).isEqualTo("\"a \\\"b\\\"\" d");
    }
}
