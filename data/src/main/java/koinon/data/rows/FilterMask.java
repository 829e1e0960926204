package koinon.data.rows;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import koinon.data.columns.CodeColumn;
import koinon.data.columns.ColumnData;
import koinon.data.columns.FoldColumn;
import koinon.data.columns.NumberColumn;
import koinon.data.columns.PatientColumn;
import koinon.data.columns.TextColumn;
import koinon.model.metadata.DataModel;
import koinon.model.metadata.NumberText;
import koinon.model.metadata.Variable;
import koinon.model.request.Filter;
import koinon.model.request.Filter.And;
import koinon.model.request.Filter.Between;
import koinon.model.request.Filter.Comparison;
import koinon.model.request.Filter.In;
import koinon.model.request.Filter.Missing;
import koinon.model.request.Filter.Or;
import koinon.model.request.FilterValidator;

/**
 * Rows of a dataset that pass a validated filter. Numbers, and levels that are numbers by their
 * type, are compared as doubles as parsed; other levels and texts as texts. A missing value passes
 * nothing but the test for missing values. The variable {@code dataset} is the dataset's code.
 */
final class FilterMask {
    private final Part part;
    private final Map<String, ColumnData> columns = new HashMap<>();

    private FilterMask(Part part) {
        this.part = part;
    }

    static BitSet of(Filter filter, Part part) {
        FilterMask mask = new FilterMask(part);
        List<Variable> variables = new ArrayList<>();
        for (String name : filter.variables()) {
            Variable variable = part.model().require(name);
            if (!name.equals(DataModel.DATASET) && part.has(variable)) {
                variables.add(variable);
            }
        }
        if (!variables.isEmpty()) {
            List<ColumnData> data = part.columns(variables);
            for (int i = 0; i < data.size(); i++) {
                mask.columns.put(variables.get(i).code(), data.get(i));
            }
        }
        return mask.visit(filter);
    }

    private BitSet visit(Filter filter) {
        return switch (filter) {
            case And(List<Filter> children) -> {
                BitSet rows = every();
                children.forEach(child -> rows.and(visit(child)));
                yield rows;
            }
            case Or(List<Filter> children) -> {
                BitSet rows = new BitSet(part.rows());
                children.forEach(child -> rows.or(visit(child)));
                yield rows;
            }
            case Missing(String variable, boolean missing) -> {
                BitSet rows = matching(variable, value -> true, text -> true);
                if (missing) {
                    rows.flip(0, part.rows());
                }
                yield rows;
            }
            case Comparison c -> rule(c.variable(), c);
            case Between b -> rule(b.variable(), b);
            case In in -> rule(in.variable(), in);
        };
    }

    private BitSet rule(String name, Filter rule) {
        return FilterValidator.numeric(part.model().require(name))
                ? matching(name, Condition.onNumbers(rule), text -> false)
                : matching(name, value -> false, Condition.onTexts(rule));
    }

    private BitSet every() {
        BitSet rows = new BitSet(part.rows());
        rows.set(0, part.rows());
        return rows;
    }

    private BitSet matching(String name, DoublePredicate onNumber, Predicate<String> onText) {
        if (name.equals(DataModel.DATASET)) {
            return onText.test(part.dataset()) ? every() : new BitSet(part.rows());
        }
        ColumnData column = columns.get(name);
        if (column == null) {
            return new BitSet(part.rows());
        }
        Variable variable = part.model().require(name);
        return switch (column) {
            case NumberColumn numbers -> numbers(numbers, onNumber);
            case CodeColumn codes -> byCode(hits(variable, onNumber, onText), codes::code);
            case TextColumn texts -> {
                boolean[] hits = new boolean[texts.dictionary().size()];
                for (int i = 0; i < hits.length; i++) {
                    hits[i] = onText.test(texts.dictionary().get(i));
                }
                yield byCode(hits, texts::code);
            }
            case PatientColumn _, FoldColumn _ ->
                    throw new IllegalStateException("patients are not filtered");
        };
    }

    private static boolean[] hits(
            Variable variable, DoublePredicate onNumber, Predicate<String> onText) {
        boolean[] hits = new boolean[variable.levels().size()];
        boolean numeric = FilterValidator.numeric(variable);
        for (int i = 0; i < hits.length; i++) {
            String level = variable.levels().get(i).code();
            hits[i] = numeric ? onNumber.test(NumberText.parse(level)) : onText.test(level);
        }
        return hits;
    }

    private BitSet numbers(NumberColumn column, DoublePredicate test) {
        BitSet rows = new BitSet(part.rows());
        for (int i = 0; i < part.rows(); i++) {
            double value = column.value(i);
            if (!Double.isNaN(value) && test.test(value)) {
                rows.set(i);
            }
        }
        return rows;
    }

    private BitSet byCode(boolean[] hits, IntUnaryOperator codes) {
        BitSet rows = new BitSet(part.rows());
        for (int i = 0; i < part.rows(); i++) {
            int code = codes.applyAsInt(i);
            if (code >= 0 && hits[code]) {
                rows.set(i);
            }
        }
        return rows;
    }
}
