package koinon.master.pmml;

import java.io.ByteArrayInputStream;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Reads PMML regression tables as another program would: from the XML alone. */
final class Evaluation {
    private final Document document;
    private final Map<String, Object> row;

    private Evaluation(Document document, Map<String, Object> row) {
        this.document = document;
        this.row = new HashMap<>(row);
        for (Element field : elements(document.getDocumentElement(), "DerivedField")) {
            this.row.put(field.getAttribute("name"), value(children(field).getFirst()));
        }
    }

    static Document parse(byte[] pmml) throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        return factory.newDocumentBuilder().parse(new ByteArrayInputStream(pmml));
    }

    static Evaluation of(byte[] pmml, Map<String, Object> row) throws Exception {
        return new Evaluation(parse(pmml), row);
    }

    static java.util.List<Element> elements(Element within, String name) {
        var found = new java.util.ArrayList<Element>();
        var all = within.getElementsByTagName(name);
        for (int i = 0; i < all.getLength(); i++) {
            found.add((Element) all.item(i));
        }
        return found;
    }

    private static java.util.List<Element> children(Element parent) {
        var found = new java.util.ArrayList<Element>();
        for (Node n = parent.getFirstChild(); n != null; n = n.getNextSibling()) {
            if (n instanceof Element element) {
                found.add(element);
            }
        }
        return found;
    }

    private double number(String field) {
        return ((Number) Objects.requireNonNull(row.get(field), field)).doubleValue();
    }

    private double value(Element expression) {
        return switch (expression.getTagName()) {
            case "FieldRef" -> number(expression.getAttribute("field"));
            case "Constant" -> Double.parseDouble(expression.getTextContent());
            case "NormDiscrete" ->
                    expression
                                    .getAttribute("value")
                                    .equals(row.get(expression.getAttribute("field")))
                            ? 1
                            : 0;
            case "Apply" -> apply(expression);
            default -> throw new IllegalStateException(expression.getTagName());
        };
    }

    private double apply(Element apply) {
        double[] of = children(apply).stream().mapToDouble(this::value).toArray();
        return switch (apply.getAttribute("function")) {
            case "+" -> of[0] + of[1];
            case "*" -> of[0] * of[1];
            case "ln" -> Math.log(of[0]);
            case "exp" -> Math.exp(of[0]);
            case "sqrt" -> Math.sqrt(of[0]);
            case "pow" -> Math.pow(of[0], of[1]);
            default -> throw new IllegalStateException(apply.getAttribute("function"));
        };
    }

    /** The linear predictor of a regression table. */
    double table(int index) {
        Element table = elements(document.getDocumentElement(), "RegressionTable").get(index);
        double sum = Double.parseDouble(table.getAttribute("intercept"));
        for (Element term : children(table)) {
            double coefficient = Double.parseDouble(term.getAttribute("coefficient"));
            boolean number = term.getTagName().equals("NumericPredictor");
            String field = term.getAttribute("name");
            sum +=
                    coefficient
                            * (number
                                    ? number(field)
                                    : term.getAttribute("value").equals(row.get(field)) ? 1 : 0);
        }
        return sum;
    }

    /** The linear predictor of a general regression of numbers. */
    double general() {
        Map<String, Double> factors = new HashMap<>();
        for (Element cell : elements(document.getDocumentElement(), "PPCell")) {
            factors.put(
                    cell.getAttribute("parameterName"), number(cell.getAttribute("predictorName")));
        }
        return elements(document.getDocumentElement(), "PCell").stream()
                .mapToDouble(p ->
                        Double.parseDouble(p.getAttribute("beta"))
                                * factors.getOrDefault(p.getAttribute("parameterName"), 1.0))
                .sum();
    }
}
