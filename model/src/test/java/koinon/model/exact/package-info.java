/** Exact vectors against integers without limits. */
@NullMarked
package koinon.model.exact;

import org.jspecify.annotations.NullMarked;
