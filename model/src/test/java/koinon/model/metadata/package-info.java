/** Data models. */
@NullMarked
package koinon.model.metadata;

import org.jspecify.annotations.NullMarked;
