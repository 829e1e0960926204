package koinon.data;

import java.nio.file.Path;
import java.util.List;
import koinon.data.check.CheckReport;

/**
 * What became of one file of the data folder.
 *
 * @param dataModel id of its data model; empty when that could not be read
 * @param datasets datasets that it publishes; none when it was refused
 */
public record FileReport(
        Path file, String dataModel, boolean imported, List<String> datasets, CheckReport report) {
    public FileReport {
        datasets = List.copyOf(datasets);
    }
}
