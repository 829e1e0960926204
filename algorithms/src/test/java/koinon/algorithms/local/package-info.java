/** Sites in memory, for tests: rows, questions, and the rounds as master and workers play them. */
@NullMarked
package koinon.algorithms.local;

import org.jspecify.annotations.NullMarked;
