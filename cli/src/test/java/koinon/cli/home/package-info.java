/** Tests of koinon.cli.home. */
@NullMarked
package koinon.cli.home;

import org.jspecify.annotations.NullMarked;
