package koinon.model.metadata.file;

import koinon.model.metadata.DataModel;

/**
 * A data model with the text it was read from, so that the whole tree can be given back unchanged.
 *
 * @param json the document as it stands in the file
 */
public record MetadataFile(DataModel model, String json) {}
