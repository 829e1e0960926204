/** Text for people: colours where there is a terminal, aligned tables. */
@NullMarked
package koinon.cli.terminal;

import org.jspecify.annotations.NullMarked;
