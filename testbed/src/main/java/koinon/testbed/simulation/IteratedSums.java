package koinon.testbed.simulation;

import java.util.ArrayList;
import java.util.List;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Pooled;
import koinon.algorithms.Question;
import koinon.algorithms.Step;
import koinon.model.ErrorCode;
import koinon.model.KoinonException;
import koinon.model.exact.Census;
import koinon.model.exact.ExactVector;
import koinon.model.exact.Field;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.SiteCell;
import koinon.model.exact.Support;
import koinon.model.exact.VectorSchema;
import koinon.model.request.Parameter;
import koinon.model.result.Presentation;
import koinon.model.result.Result;
import koinon.model.spec.ParameterSpec;
import koinon.model.spec.Specification;
import koinon.model.spec.VariableSpec;
import koinon.stats.rows.LocalData;
import koinon.stats.rows.Rows;

/**
 * An algorithm made to notice mistakes: every round depends on every sum before it, so that a
 * single wrong, lost or repeated part changes the result.
 *
 * <pre>
 *   s_r = Σ_i (v_i · k_r + v_i² + 1)      k_1 = threshold, k_{r+1} = 31 k_r + s_r (mod 1009)
 * </pre>
 *
 * The parameter {@code fault} makes its last step fail, at a site or at the master.
 */
public final class IteratedSums implements Algorithm {
    static final String POOLED = "iterated_sums";
    static final String WITH_SITES = "iterated_sums_with_sites";
    static final int MOST_ROUNDS = 6;

    private static final VectorSchema SCHEMA = VectorSchema.of(Field.sums("s", 1, 0));
    private static final long MODULUS = 1009;

    private final Specification specification;

    private IteratedSums(String name, Specification.Release release) {
        this.specification =
                new Specification(
                        name,
                        "Iterated sums",
                        "Sums that depend on the sums before them.",
                        VariableSpec.numerical("Variable", "any number", 1, 1),
                        VariableSpec.none(),
                        List.of(
                                ParameterSpec.optional(
                                        "rounds",
                                        "Rounds",
                                        "how many",
                                        new ParameterSpec.Domain.Ints(1, MOST_ROUNDS),
                                        new Parameter.Int(2)),
                                ParameterSpec.optional(
                                        "fault",
                                        "Fault",
                                        "which step fails",
                                        new ParameterSpec.Domain.Choice(
                                                List.of("none", "local", "global", "defect")),
                                        new Parameter.Text("none"))),
                        "one sum per round",
                        release);
    }

    /** As it is, and as one that also releases the sites' own counts. */
    public static List<Algorithm> variants() {
        return List.of(
                new IteratedSums(POOLED, Specification.Release.POOLED),
                new IteratedSums(WITH_SITES, Specification.Release.POOLED_AND_SITE));
    }

    @Override
    public Specification specification() {
        return specification;
    }

    @Override
    public Step start(Question question) {
        return round(question, new State(1, question.disclosure().threshold(), List.of()));
    }

    /**
     * The result.
     *
     * @param sums of every round; empty where the sites kept theirs
     */
    record Chain(List<String> sums, long rows) implements Result {
        @Override
        public String method() {
            return "iterated sums";
        }

        @Override
        public List<String> warnings() {
            return List.of();
        }

        @Override
        public Presentation presentation() {
            return new Presentation(List.of(), List.of());
        }
    }

    private record State(int round, long factor, List<String> sums) {}

    private static Step round(Question question, State state) {
        boolean last = state.round == question.integer("rounds");
        String fault = last ? question.text("fault") : "none";
        return new Step.Round(
                "round " + state.round,
                SCHEMA,
                data -> local(data, state.factor, fault),
                pooled -> next(question, state, pooled));
    }

    private static LocalAnswer local(LocalData data, long factor, String fault) {
        if (fault.equals("defect")) {
            throw new IllegalStateException("a defect that the simulation asked for");
        }
        if (fault.equals("local")) {
            throw new KoinonException(ErrorCode.INVALID_DATA, "the site cannot");
        }
        Rows rows = data.completeCases(List.of(MemoryHoldings.VARIABLE));
        long[] sum =
                rows.reduce(
                        List.of(MemoryHoldings.VARIABLE),
                        () -> new long[1],
                        (total, block) -> {
                            for (int i = 0; i < block.size(); i++) {
                                long v = (long) block.values(0)[i];
                                total[0] += v * factor + v * v + 1;
                            }
                        },
                        (a, b) -> new long[] {a[0] + b[0]});
        return new LocalAnswer(
                ExactVector.builder(SCHEMA).add("s", 0, sum[0]).build(),
                List.of(new SiteCell("n", rows.count(), Support.count(rows.patients()))),
                new Census(rows.count(), rows.patients(), rows.dropped().missing(), 0),
                1);
    }

    private static Step next(Question question, State state, Pooled pooled) {
        int rounds = question.integer("rounds");
        if (state.round == rounds && question.text("fault").equals("global")) {
            throw new KoinonException(ErrorCode.PRECONDITION, "the sums do not allow it");
        }
        if (!pooled.summed()) {
            return new Step.Done(new Chain(List.of(), 0));
        }
        List<String> sums = new ArrayList<>(state.sums);
        sums.add(pooled.sums().integer("s", 0).toString());
        if (state.round == rounds) {
            return new Step.Done(new Chain(sums, Census.of(pooled.sums()).rows()));
        }
        long sum = pooled.sums().integer("s", 0).longValueExact();
        long factor = Math.floorMod(31 * state.factor + sum, MODULUS);
        return round(question, new State(state.round + 1, factor, sums));
    }
}
