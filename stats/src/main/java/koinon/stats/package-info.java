/** Pure statistics: rows in blocks, exact sums, design matrices, linear algebra, distributions. */
@NullMarked
package koinon.stats;

import org.jspecify.annotations.NullMarked;
