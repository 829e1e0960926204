package koinon.algorithms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import koinon.model.exact.Grid;
import koinon.model.formula.Formula;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Group;
import koinon.model.metadata.Variable;
import koinon.model.request.Parameter;
import koinon.model.request.Preprocessing.Longitudinal;
import koinon.model.request.Preprocessing.Strategy;
import koinon.model.request.Request;

/**
 * A question about pairs of visits as its algorithm sees it: differences are variables of their own
 * name, with bounds by interval arithmetic (blueprint D2), and nothing is left to be done.
 */
final class PairsOfVisits {
    private PairsOfVisits() {}

    /** The request by the names of what is analysed, in its formula, too. */
    static Request request(Request request, Longitudinal visits) {
        return new Request(
                request.algorithm(),
                request.dataModel(),
                request.datasets(),
                visits.names(request.y()),
                visits.names(request.x()),
                request.filter(),
                parameters(request.parameters(), visits));
    }

    private static SortedMap<String, Parameter> parameters(
            SortedMap<String, Parameter> given, Longitudinal visits) {
        SortedMap<String, Parameter> parameters = new TreeMap<>(given);
        if (given.get(Covariates.FORMULA) instanceof Parameter.Text(String text)
                && !text.isEmpty()) {
            String renamed = Formula.parse(text).renamed(visits::name).toString();
            parameters.put(Covariates.FORMULA, new Parameter.Text(renamed));
        }
        return parameters;
    }

    private static List<String> differences(Longitudinal visits) {
        return visits.strategies().entrySet().stream()
                .filter(e -> e.getValue() == Strategy.DIFF)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** The data model with the differences as variables of its root. */
    static DataModel dataModel(DataModel model, Longitudinal visits) {
        Group root = model.root();
        List<Variable> variables = new ArrayList<>(root.variables());
        differences(visits)
                .forEach(v -> variables.add(model.require(v).difference(visits.name(v))));
        return new DataModel(
                model.code(),
                model.version(),
                model.longitudinal(),
                new Group(root.code(), root.label(), variables, root.groups()));
    }

    /** The grids with those of the differences. */
    static Map<String, Grid> grids(Map<String, Grid> grids, Longitudinal visits) {
        Map<String, Grid> all = new HashMap<>(grids);
        for (String variable : differences(visits)) {
            Grid grid = grids.get(variable);
            if (grid != null) {
                all.put(visits.name(variable), grid.difference());
            }
        }
        return all;
    }
}
