/** Normal, t, chi-squared, F and the distributions of exact tests, with tails that stay right. */
@NullMarked
package koinon.stats.distributions;

import org.jspecify.annotations.NullMarked;
