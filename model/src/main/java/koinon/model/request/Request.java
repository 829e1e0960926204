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
 * @param preprocessing names variables of x and y by their codes in the data model
 */
public record Request(
        String algorithm,
        String dataModel,
        List<String> datasets,
        List<String> y,
        List<String> x,
        Filter filter,
        SortedMap<String, Parameter> parameters,
        Preprocessing preprocessing) {
    public Request {
        datasets = datasets.stream().sorted().distinct().toList();
        y = List.copyOf(y);
        x = List.copyOf(x);
        parameters = Collections.unmodifiableSortedMap(new TreeMap<>(parameters));
    }

    /** A request about rows as they are. */
    public Request(
            String algorithm,
            String dataModel,
            List<String> datasets,
            List<String> y,
            List<String> x,
            Filter filter,
            SortedMap<String, Parameter> parameters) {
        this(algorithm, dataModel, datasets, y, x, filter, parameters, Preprocessing.NONE);
    }

    public Request withParameters(SortedMap<String, Parameter> others) {
        return new Request(algorithm, dataModel, datasets, y, x, filter, others, preprocessing);
    }

    public Request withFilter(Filter other) {
        return new Request(algorithm, dataModel, datasets, y, x, other, parameters, preprocessing);
    }

    public Request with(Preprocessing other) {
        return new Request(algorithm, dataModel, datasets, y, x, filter, parameters, other);
    }
}
