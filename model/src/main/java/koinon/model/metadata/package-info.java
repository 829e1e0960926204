/** Data models: trees of variables with types, levels and ranges. */
@NullMarked
package koinon.model.metadata;

import org.jspecify.annotations.NullMarked;
