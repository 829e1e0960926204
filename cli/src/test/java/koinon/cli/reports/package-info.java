/** Tests of koinon.cli.reports. */
@NullMarked
package koinon.cli.reports;

import org.jspecify.annotations.NullMarked;
