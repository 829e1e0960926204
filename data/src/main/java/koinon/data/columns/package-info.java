/** Columns of a dataset in memory: pulled once, bounded, shared. */
@NullMarked
package koinon.data.columns;

import org.jspecify.annotations.NullMarked;
