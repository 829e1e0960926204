/** Columns of a regression, from requested variables to integers on their grids. */
@NullMarked
package koinon.stats.design;

import org.jspecify.annotations.NullMarked;
