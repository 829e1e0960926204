package koinon.stats.rows;

import java.util.Collection;
import java.util.List;

/** What a question touches at one site: its datasets, with the filter already applied. */
public interface LocalData {
    /** Requested datasets that are present and published here, sorted. */
    List<String> datasets();

    /** Rows of all datasets that pass the filter and have a value in every one of the variables. */
    Rows completeCases(Collection<String> variables);

    /** The same question, asked of one dataset alone. */
    LocalData only(String dataset);
}
