/** What the tests of a whole run said. */
@NullMarked
package koinon.cli.reports;

import org.jspecify.annotations.NullMarked;
