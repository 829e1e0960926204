/** Rows as an algorithm sees them: blocks of columns beside the data. */
@NullMarked
package koinon.stats.rows;

import org.jspecify.annotations.NullMarked;
