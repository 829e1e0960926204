/** The gate: the only way out for anything derived from data. */
@NullMarked
package koinon.privacy;

import org.jspecify.annotations.NullMarked;
