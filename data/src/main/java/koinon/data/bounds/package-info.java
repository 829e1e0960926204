/** Public bounds and grids, proposed from the data. */
@NullMarked
package koinon.data.bounds;

import org.jspecify.annotations.NullMarked;
