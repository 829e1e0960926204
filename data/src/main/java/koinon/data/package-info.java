/** A worker's data: sources, checks, versions, columns. */
@NullMarked
package koinon.data;

import org.jspecify.annotations.NullMarked;
