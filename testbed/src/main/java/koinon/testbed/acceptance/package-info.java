/** Whole systems of real processes, sockets and browsers, as a stranger would start them. */
@NullMarked
package koinon.testbed.acceptance;

import org.jspecify.annotations.NullMarked;
