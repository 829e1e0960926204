package koinon.algorithms;

import java.util.function.Function;
import koinon.model.exact.Census;
import koinon.model.exact.LocalAnswer;
import koinon.model.exact.VectorSchema;
import koinon.model.result.Result;
import koinon.stats.rows.LocalData;

/**
 * Where an algorithm stands: it wants one more round, or it is done. Steps are functions of the
 * question and of pooled values alone, hence the same at the master and at every worker: parameters
 * such as coefficients never travel, each party computes them itself (blueprint D8).
 */
public sealed interface Step {
    /**
     * One exchange with every site.
     *
     * @param title what the round is for, shown as progress
     * @param schema of the additive part of the answer, without the census
     * @param local runs beside the data
     * @param next global step; deterministic, may throw KoinonException for what pooled values show
     */
    record Round(
            String title,
            VectorSchema schema,
            Function<LocalData, LocalAnswer> local,
            Function<Pooled, Step> next)
            implements Step {
        /** The schema of what is summed: the answer's own and the census. */
        public VectorSchema wireSchema() {
            return schema.with(Census.FIELD);
        }
    }

    record Done(Result result) implements Step {}
}
