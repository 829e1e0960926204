package koinon.data;

import java.util.SortedSet;
import java.util.TreeSet;
import koinon.model.metadata.DataModel;

/**
 * A dataset that can be asked about.
 *
 * @param contentHash SHA-256 of the file that holds it, in hexadecimal digits
 * @param patients different patients among its rows
 * @param variables variables of the data model that have a value in some row
 */
public record PublishedDataset(
        DataModel model,
        String dataset,
        String contentHash,
        long rows,
        long patients,
        SortedSet<String> variables) {
    public PublishedDataset {
        variables = new TreeSet<>(variables);
    }
}
