/** Normal, t, chi-squared and F distributions with tails that stay right. */
@NullMarked
package koinon.stats.distributions;

import org.jspecify.annotations.NullMarked;
