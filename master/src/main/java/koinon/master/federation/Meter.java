package koinon.master.federation;

import java.time.Duration;
import koinon.master.experiments.Experiment;

/** Hears what a federation does, for metrics. Calls return at once. */
public interface Meter {
    Meter NONE =
            new Meter() {
                @Override
                public void roundTook(String algorithm, Duration duration) {}

                @Override
                public void ended(String algorithm, Experiment.State state) {}
            };

    /** From sending a round to its last answer. */
    void roundTook(String algorithm, Duration duration);

    void ended(String algorithm, Experiment.State state);
}
