/** What master and workers say to each other, and the connection that carries it. */
@NullMarked
package koinon.wire;

import org.jspecify.annotations.NullMarked;
