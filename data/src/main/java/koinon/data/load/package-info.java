/** Files become immutable tables of an embedded database, keyed by content. */
@NullMarked
package koinon.data.load;

import org.jspecify.annotations.NullMarked;
