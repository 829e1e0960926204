/** Exponential, logarithm and logistic terms with the same bits on every machine. */
@NullMarked
package koinon.stats.elementary;

import org.jspecify.annotations.NullMarked;
