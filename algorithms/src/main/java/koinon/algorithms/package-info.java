/** One file per algorithm, and the steps they are made of. */
@NullMarked
package koinon.algorithms;

import org.jspecify.annotations.NullMarked;
