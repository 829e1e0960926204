/** Benchmarks of the kernels, run by hand or by {@code ./koinon bench}. */
@NullMarked
package koinon.stats.bench;

import org.jspecify.annotations.NullMarked;
