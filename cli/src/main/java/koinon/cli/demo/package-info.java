/** A whole federation on one machine, with a synthetic cohort. */
@NullMarked
package koinon.cli.demo;

import org.jspecify.annotations.NullMarked;
