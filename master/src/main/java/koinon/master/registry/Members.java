package koinon.master.registry;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The workers of the federation and how they are. Thread-safe. */
public interface Members {
    /** All admitted workers, sorted by name. */
    List<Member> all();

    /** The present catalogue. */
    Catalogue catalogue();

    /** Connection state of a worker. */
    enum State {
        CONNECTED,
        LOST,
        SUSPENDED
    }

    /**
     * An admitted worker.
     *
     * @param name unique display name, for example the hospital's
     * @param policy name of the policy in force there, empty while unknown
     */
    record Member(
            String id,
            String name,
            State state,
            @Nullable Instant lastContact,
            String version,
            String policy,
            List<String> datasets) {
        public Member {
            datasets = List.copyOf(datasets);
        }
    }
}
