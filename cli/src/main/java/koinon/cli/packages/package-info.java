/** Signing, verifying and listing algorithms. */
@NullMarked
package koinon.cli.packages;

import org.jspecify.annotations.NullMarked;
