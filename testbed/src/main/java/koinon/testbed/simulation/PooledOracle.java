package koinon.testbed.simulation;

import java.util.List;
import koinon.algorithms.Algorithm;
import koinon.algorithms.Pooled;
import koinon.algorithms.Question;
import koinon.algorithms.Step;
import koinon.model.exact.ExactVector;
import koinon.model.result.Result;
import koinon.stats.rows.LocalData;

/** What an algorithm gives over rows that are all in one place, without masks or network. */
final class PooledOracle {
    private PooledOracle() {}

    static Result result(Algorithm algorithm, Question question, LocalData rows) {
        Step step = algorithm.start(question);
        while (true) {
            switch (step) {
                case Step.Round round -> {
                    ExactVector sums = round.local().apply(rows).additive();
                    step = round.next().apply(new Pooled(sums, true, List.of()));
                }
                case Step.Done done -> {
                    return done.result();
                }
            }
        }
    }
}
