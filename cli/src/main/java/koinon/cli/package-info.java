/** The koinon command. */
@NullMarked
package koinon.cli;

import org.jspecify.annotations.NullMarked;
