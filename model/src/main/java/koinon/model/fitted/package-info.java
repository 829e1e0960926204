/** Fitted models in words of their own, without reference to the algorithms that fitted them. */
@NullMarked
package koinon.model.fitted;

import org.jspecify.annotations.NullMarked;
