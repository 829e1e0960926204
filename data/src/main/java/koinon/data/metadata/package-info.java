/** Data models as the MIP writes them: CDEsMetadata.json. */
@NullMarked
package koinon.data.metadata;

import org.jspecify.annotations.NullMarked;
