/** Experiments: from a submitted request to a stored result. */
@NullMarked
package koinon.master.experiments;

import org.jspecify.annotations.NullMarked;
