/** The process that asks. */
@NullMarked
package koinon.master;

import org.jspecify.annotations.NullMarked;
