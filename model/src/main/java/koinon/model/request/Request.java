package koinon.model.request;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * One question: an algorithm over datasets of one data model.
 *
 * @param dataModel id, {@code code:version}
 * @param datasets codes, sorted and without repetition (their order has no meaning)
 * @param y outcome or main variables, in the analyst's order
 * @param x covariates, in the analyst's order
 * @param parameters only those of the algorithm's specification, defaults filled in
 */
public record Request(
        String algorithm,
        String dataModel,
        List<String> datasets,
        List<String> y,
        List<String> x,
        Filter filter,
        SortedMap<String, Parameter> parameters) {
    public Request {
        datasets = datasets.stream().sorted().distinct().toList();
        y = List.copyOf(y);
        x = List.copyOf(x);
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    public Request withParameters(SortedMap<String, Parameter> others) {
        return new Request(algorithm, dataModel, datasets, y, x, filter, others);
    }

    public Request withFilter(Filter other) {
        return new Request(algorithm, dataModel, datasets, y, x, other, parameters);
    }
}
