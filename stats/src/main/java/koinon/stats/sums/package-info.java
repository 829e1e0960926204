/**
 * Exact accumulators of integers on public grids, the same bits for every split and order of rows.
 */
@NullMarked
package koinon.stats.sums;

import org.jspecify.annotations.NullMarked;
