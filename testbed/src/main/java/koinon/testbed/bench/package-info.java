/** The benchmarks of {@code ./koinon bench}, each with its goal. */
@NullMarked
package koinon.testbed.bench;

import org.jspecify.annotations.NullMarked;
