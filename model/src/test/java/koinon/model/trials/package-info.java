/** Seeded property tests. */
@NullMarked
package koinon.model.trials;

import org.jspecify.annotations.NullMarked;
