/** Algorithms from outside: signed packages, admitted by digest, kept apart from the rest. */
@NullMarked
package koinon.algorithms.packages;

import org.jspecify.annotations.NullMarked;
