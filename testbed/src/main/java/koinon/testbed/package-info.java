/** Federations for tests. */
@NullMarked
package koinon.testbed;

import org.jspecify.annotations.NullMarked;
