package koinon.algorithms;

import java.util.ArrayList;
import java.util.List;
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
import koinon.stats.rows.Block;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * The round that finds which of the data model's levels occur among the complete cases: one masked
 * count per candidate level (blueprint D9). A level that occurs nowhere gets no column.
 */
final class LevelsInUse {
    private final List<Variable> factors;
    private final List<String> completeOver;
    private final VectorSchema schema;

    /**
     * @param factors categorical variables
     * @param completeOver variables that an analysed row must have
     */
    LevelsInUse(List<Variable> factors, List<String> completeOver) {
        this.factors = List.copyOf(factors);
        this.completeOver = List.copyOf(completeOver);
        this.schema =
                new VectorSchema(
                        factors.stream()
                                .map(f -> Field.counts(field(f), f.levels().size()))
                                .toList());
    }

    /** What the round finds. */
    record Found(Census census, List<CategoricalTerm> terms, ExactVector counts) {
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

    private LocalAnswer local(LocalData data) {
        Rows rows = data.completeCases(completeOver);
        List<String> codes = factors.stream().map(Variable::code).toList();
        long[][] counts = rows.reduce(codes, this::zero, LevelsInUse::count, LevelsInUse::merge);
        ExactVector.Builder sums = ExactVector.builder(schema);
        for (int f = 0; f < factors.size(); f++) {
            sums.add(field(factors.get(f)), counts[f]);
        }
        return LocalAnswer.pooled(sums.build(), Censuses.of(rows), 0);
    }

    private long[][] zero() {
        return factors.stream().map(f -> new long[f.levels().size()]).toArray(long[][]::new);
    }

    private static void count(long[][] counts, Block block) {
        for (int f = 0; f < counts.length; f++) {
            int[] codes = block.codes(f);
            for (int i = 0; i < block.size(); i++) {
                counts[f][codes[i]]++;
            }
        }
    }

    private static long[][] merge(long[][] a, long[][] b) {
        for (int f = 0; f < a.length; f++) {
            for (int level = 0; level < a[f].length; level++) {
                a[f][level] += b[f][level];
            }
        }
        return a;
    }

    private Found found(ExactVector sums) {
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
