/** Running an experiment: the question, its progress, its result as tables. */
@NullMarked
package koinon.cli.run;

import org.jspecify.annotations.NullMarked;
