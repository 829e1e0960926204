/** A network that misbehaves on command. */
@NullMarked
package koinon.wire.fault;

import org.jspecify.annotations.NullMarked;
