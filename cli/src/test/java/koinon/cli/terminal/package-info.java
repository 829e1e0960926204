/** Tests of koinon.cli.terminal. */
@NullMarked
package koinon.cli.terminal;

import org.jspecify.annotations.NullMarked;
