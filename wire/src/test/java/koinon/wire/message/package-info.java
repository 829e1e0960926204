/** Messages there and back. */
@NullMarked
package koinon.wire.message;

import org.jspecify.annotations.NullMarked;
