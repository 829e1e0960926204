/** Tests of koinon.cli.run. */
@NullMarked
package koinon.cli.run;

import org.jspecify.annotations.NullMarked;
