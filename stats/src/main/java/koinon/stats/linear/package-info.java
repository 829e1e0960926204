/** Small dense systems in twice the precision of double. */
@NullMarked
package koinon.stats.linear;

import org.jspecify.annotations.NullMarked;
