/** Results. */
@NullMarked
package koinon.model.result;

import org.jspecify.annotations.NullMarked;
