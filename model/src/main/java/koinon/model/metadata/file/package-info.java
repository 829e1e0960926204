/** Data models as the MIP writes them: CDEsMetadata.json. */
@NullMarked
package koinon.model.metadata.file;

import org.jspecify.annotations.NullMarked;
