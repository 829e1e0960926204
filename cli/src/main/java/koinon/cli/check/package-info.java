/** Checking a file of data against its data model. */
@NullMarked
package koinon.cli.check;

import org.jspecify.annotations.NullMarked;
