package koinon.worker;

import koinon.model.catalogue.Announcement;
import koinon.model.metadata.DataModel;
import koinon.stats.rows.LocalData;
import koinon.wire.message.PinnedQuestion;

/** The data behind a worker, as far as a question can see them. Thread-safe. */
public interface Holdings {
    /** What is published to the federation; row counts are still the true ones. */
    Announcement announcement();

    /** The data model of an id; UNKNOWN_DATA_MODEL. */
    DataModel dataModel(String id);

    /**
     * The rows of a question over the pinned versions.
     *
     * @throws koinon.model.KoinonException UNKNOWN_DATASET when a version is published here no more
     */
    LocalData question(PinnedQuestion question);
}
