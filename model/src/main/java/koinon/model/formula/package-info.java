/** Model formulas: what an analyst writes, as a list of effects. */
@NullMarked
package koinon.model.formula;

import org.jspecify.annotations.NullMarked;
