/** The messages of the stream, typed; what is derived from data can only be sent released. */
@NullMarked
package koinon.wire.message;

import org.jspecify.annotations.NullMarked;
