/** Tests of koinon.cli.filter. */
@NullMarked
package koinon.cli.filter;

import org.jspecify.annotations.NullMarked;
