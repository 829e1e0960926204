/** An authenticated, ordered stream of messages between a worker and the master. */
@NullMarked
package koinon.wire.link;

import org.jspecify.annotations.NullMarked;
