package koinon.algorithms.local;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Algorithms;
import koinon.algorithms.Question;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.Level;
import koinon.model.request.Filter;
import koinon.model.request.Parameter;
import koinon.model.request.Preprocessing;
import koinon.model.request.Preprocessing.Strategy;
import koinon.model.request.Request;
import koinon.model.spec.RequestValidator;
import koinon.stats.rows.LocalData;

/** A question in the making, about all datasets of a cohort's data model; immutable. */
public record Ask(
        Algorithm algorithm,
        List<String> y,
        List<String> x,
        SortedMap<String, Parameter> parameters,
        Question.Disclosure disclosure,
        Preprocessing preprocessing) {
    /** About one of the built-in algorithms. */
    public static Ask of(String algorithm) {
        return of(Algorithms.builtIn().require(algorithm));
    }

    /** About an algorithm from anywhere. */
    public static Ask of(Algorithm algorithm) {
        return new Ask(
                algorithm,
                List.of(),
                List.of(),
                new TreeMap<>(),
                new Question.Disclosure(1, true),
                Preprocessing.NONE);
    }

    public Ask y(String... names) {
        return new Ask(algorithm, List.of(names), x, parameters, disclosure, preprocessing);
    }

    public Ask x(String... names) {
        return new Ask(algorithm, y, List.of(names), parameters, disclosure, preprocessing);
    }

    public Ask with(String name, Parameter value) {
        SortedMap<String, Parameter> more = new TreeMap<>(parameters);
        more.put(name, value);
        return new Ask(algorithm, y, x, more, disclosure, preprocessing);
    }

    public Ask with(String name, String value) {
        return with(name, new Parameter.Text(value));
    }

    /** Under a threshold, with no minima and maxima. */
    public Ask strict(long threshold) {
        return new Ask(
                algorithm,
                y,
                x,
                parameters,
                new Question.Disclosure(threshold, false),
                preprocessing);
    }

    /** About pairs of visits. */
    public Ask visits(String first, String second, Map<String, Strategy> strategies) {
        return new Ask(
                algorithm,
                y,
                x,
                parameters,
                disclosure,
                new Preprocessing.Longitudinal(first, second, new TreeMap<>(strategies)));
    }

    /** Validated as master and workers do, with grids on which all of the cohort fits. */
    public Question about(Cohort cohort) {
        DataModel model = cohort.model();
        List<String> datasets =
                model.require(DataModel.DATASET).levels().stream().map(Level::code).toList();
        Request request =
                new Request(
                        algorithm.specification().name(),
                        model.id(),
                        datasets,
                        y,
                        x,
                        Filter.all(),
                        parameters,
                        preprocessing);
        Request validated =
                RequestValidator.validate(
                        algorithm.specification(), model, Set.copyOf(datasets), request);
        return Question.of(validated, model, cohort.grids(), disclosure);
    }

    /** Asks one site that holds everything. */
    public Federated.Run pooled(Cohort cohort) {
        return of(cohort, List.of(cohort), MemoryData.Cut.WHOLE);
    }

    /** Asks sites that hold a cohort's rows between them. */
    public Federated.Run of(Cohort cohort, List<Cohort> sites, MemoryData.Cut cut) {
        Question question = about(cohort);
        List<LocalData> data =
                sites.stream()
                        .<LocalData>map(
                                site -> new MemoryData(site.paired(preprocessing), question, cut))
                        .toList();
        return Federated.run(algorithm, question, data);
    }
}
