package koinon.algorithms;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.metadata.Level;
import koinon.model.metadata.Variable;
import koinon.stats.design.CategoricalTerm;
import koinon.stats.design.DesignMatrix;
import koinon.stats.design.TransformedTerm;
import koinon.stats.design.UndefinedRows;
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * The round that finds which of the data model's levels occur among the complete cases: one masked
 * count per candidate level (blueprint D9). A level that occurs nowhere gets no column. It also
 * counts the rows in which functions of a formula are not defined, and lets none pass.
 */
final class LevelsInUse {
    private static final String UNDEFINED = "undefined";

    private final List<Variable> factors;
    private final List<String> completeOver;
    private final DesignMatrix partial;
    private final VectorSchema schema;

    /**
     * @param factors categorical variables
     * @param completeOver variables that an analysed row must have
     */
    LevelsInUse(List<Variable> factors, List<String> completeOver) {
        this(factors, completeOver, List.of());
    }

    /**
     * @param partial functions that are not defined for every number
     */
    LevelsInUse(List<Variable> factors, List<String> completeOver, List<TransformedTerm> partial) {
        this.factors = List.copyOf(factors);
        this.completeOver = List.copyOf(completeOver);
        this.partial = DesignMatrix.ofTerms(partial);
        List<Field> fields = new ArrayList<>();
        factors.forEach(f -> fields.add(Field.counts(field(f), f.levels().size())));
        fields.add(Field.counts(UNDEFINED, partial.size()));
        this.schema = new VectorSchema(fields);
    }

    /** What the round finds. */
    record Found(Census census, List<CategoricalTerm> terms, ExactVector counts) {
        /** The terms by the codes of their variables. */
        Map<String, CategoricalTerm> byVariable() {
            Map<String, CategoricalTerm> byVariable = new HashMap<>();
            terms.forEach(term -> byVariable.put(term.variable().code(), term));
            return byVariable;
        }

        /** Rows with a level of a factor. */
        long count(Variable factor, int level) {
            return counts.count(field(factor), level);
        }
    }

    Step.Round round(BiFunction<Pooled, Found, Step> next) {
        return new Step.Round(
                "levels in use",
                schema,
                this::local,
                pooled -> next.apply(pooled, found(pooled.required())));
    }

    private static String field(Variable factor) {
        return "levels/" + factor.code();
    }

    /** Counts of one thread. */
    private final class Counts {
        private final long[][] levels =
                factors.stream().map(f -> new long[f.levels().size()]).toArray(long[][]::new);
        private final UndefinedRows undefined = new UndefinedRows(partial);

        void add(Block block) {
            undefined.add(block);
            int first = partial.variables().size();
            for (int f = 0; f < levels.length; f++) {
                int[] codes = block.codes(first + f);
                for (int i = 0; i < block.size(); i++) {
                    levels[f][codes[i]]++;
                }
            }
        }

        Counts merge(Counts other) {
            undefined.merge(other.undefined);
            for (int f = 0; f < levels.length; f++) {
                for (int level = 0; level < levels[f].length; level++) {
                    levels[f][level] += other.levels[f][level];
                }
            }
            return this;
        }
    }

    private LocalAnswer local(LocalData data) {
        Rows rows = data.completeCases(completeOver);
        List<String> columns = new ArrayList<>(partial.variables());
        factors.forEach(f -> columns.add(f.code()));
        Counts counts = rows.reduce(columns, Counts::new, Counts::add, Counts::merge);
        ExactVector.Builder sums = ExactVector.builder(schema);
        for (int f = 0; f < factors.size(); f++) {
            sums.add(field(factors.get(f)), counts.levels[f]);
        }
        sums.add(UNDEFINED, counts.undefined.counts());
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), 0);
    }

    private void checkDefined(ExactVector sums) {
        List<TransformedTerm> terms = UndefinedRows.terms(partial);
        for (int i = 0; i < terms.size(); i++) {
            if (sums.count(UNDEFINED, i) > 0) {
                TransformedTerm term = terms.get(i);
                throw new KoinonException(
                        ErrorCode.PRECONDITION,
                        term.names().getFirst()
                                + " is not defined for some analysed rows; choose rows with a"
                                + " filter on '"
                                + term.variable()
                                + "', or another function");
            }
        }
    }

    private Found found(ExactVector sums) {
        checkDefined(sums);
        List<CategoricalTerm> terms = new ArrayList<>();
        for (Variable factor : factors) {
            List<String> used = new ArrayList<>();
            for (int level = 0; level < factor.levels().size(); level++) {
                if (sums.count(field(factor), level) > 0) {
                    used.add(factor.levels().get(level).code());
                }
            }
            if (used.isEmpty()) {
                throw new KoinonException(
                        ErrorCode.INSUFFICIENT_DATA,
                        "no analysed row has a level of '" + factor.code() + "'");
            }
            terms.add(new CategoricalTerm(factor, used));
        }
        return new Found(Census.of(sums), terms, sums);
    }

    /** Codes of a variable's levels, for messages. */
    static String names(Variable variable) {
        return String.join(", ", variable.levels().stream().map(Level::code).toList());
    }
}
